import { randomBytes } from 'node:crypto';
import { openWebTicket, securityTokensXml, type WebTicket } from '../../authentication/web-ticket/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import {
  CERTIFICATE_PORT,
  ISSUE_TOKEN_ACTION,
  readIssuerAddress,
  readPortLocation,
  writeRequestSecurityToken,
  writeUsernameToken,
} from '../../wire/soap/index.js';
import { find, parseXml, text } from '../../wire/xml/index.js';
import type { Step, StepContext } from '../context.js';
import { instanceOf, sipAddressOf } from '../identity.js';
import type { HttpAnswer } from '../network/http/http-answer.js';
import { ServerUntrusted } from '../network/secure.js';
import { sendWithNtlm } from '../web/ntlm.js';
import { faultIn, metadataOf, refusalIn, soapRequest } from '../web/soap.js';

/** Bytes of the phone's share in the ticket's key (observed of another client). */
const ENTROPY_BYTES = 32;
const WHAT = 'the request for a web ticket';

/**
 * A web ticket for the certificate port: the certificate service's metadata name the ticket service, its metadata the
 * port for the credentials, and that port gives the ticket. With a PIN the ticket also tells whose phone this is.
 */
export const webTicket: Step = {
  name: 'web-ticket',
  essential: true,
  async run(context) {
    const { memory, screen } = context;
    try {
      const service = memory.certificateService ?? '';
      const metadata = await metadataOf(context.web, service);
      const audience = needed(readPortLocation(metadata, CERTIFICATE_PORT), service, `the port ${CERTIFICATE_PORT}`);
      const issuer = needed(readIssuerAddress(metadata, CERTIFICATE_PORT), service, 'the web ticket service');
      const entropy = randomBytes(ENTROPY_BYTES);
      const answer = await askForTicket(context, { issuer, audience, entropy });
      if (answer.status !== 200) throw refused(answer, issuer);
      const ticket = openWebTicket(answer.body.toString('utf8'), entropy);
      checkAudience(ticket, audience);
      memory.sipAddress = userOf(context, ticket);
      memory.ticket = { audience, securityXml: securityTokensXml(ticket) };
      return `for ${memory.sipAddress}`;
    } catch (error) {
      screen.show(screenFor(error, context));
      throw error;
    }
  },
};

interface TicketWish {
  readonly issuer: string;
  readonly audience: string;
  readonly entropy: Buffer;
}

async function askForTicket(context: StepContext, { issuer, audience, entropy }: TicketWish): Promise<HttpAnswer> {
  const { typed, web } = context;
  const metadata = await metadataOf(web, issuer);
  const wish = { context: instanceOf(context.epid), appliesTo: audience, entropy };
  if (typed.signIn === 'pin') {
    const port = 'WebTicketServicePin';
    const location = needed(readPortLocation(metadata, port), issuer, `the port ${port}`);
    const credentialsXml = writeUsernameToken(typed.number, typed.pin);
    const message = writeRequestSecurityToken({ ...wish, credentialsXml });
    return await web.send(soapRequest(location, ISSUE_TOKEN_ACTION, message, WHAT));
  }
  const port = 'WebTicketServiceWinNegotiate';
  const found = readPortLocation(metadata, port) ?? readPortLocation(metadata, 'WebTicketServiceWinNtlm');
  const location = needed(found, issuer, `the port ${port}`);
  const claimsUri = `sip:${sipAddressOf(typed.sipAddress)}`;
  const message = writeRequestSecurityToken({ ...wish, claimsUri });
  return await sendWithNtlm(web, soapRequest(location, ISSUE_TOKEN_ACTION, message, WHAT), typed);
}

function needed(value: string | undefined, url: string, what: string): string {
  if (value === undefined || value === '') throw new HarnessError('PHONE_METADATA_INCOMPLETE', { url, what });
  return value;
}

/** The service speaks of the credentials in a fault or in a 401; any other page is not about them. */
function refused(answer: HttpAnswer, url: string): HarnessError {
  if (answer.status !== 401 && !faultIn(answer)) {
    return new HarnessError('PHONE_HTTP_REFUSED', { url, what: WHAT, status: answer.status, detail: '' });
  }
  return new HarnessError('PHONE_WEB_TICKET_REFUSED', { detail: refusalIn(answer) });
}

/** A ticket that names an audience must name the one asked for. */
function checkAudience(ticket: WebTicket, audience: string): void {
  const element = find(parseXml(ticket.assertionXml), 'Audience');
  const named = element && text(element).trim();
  if (named === undefined || sameUrl(named, audience)) return;
  throw mismatched(`it is for ${named.slice(0, 200)}, not for ${audience}`);
}

/** Host and path ignore case, as IIS does. */
function sameUrl(one: string, other: string): boolean {
  try {
    return new URL(one).href.toLowerCase() === new URL(other).href.toLowerCase();
  } catch {
    return one === other;
  }
}

/** With a PIN the ticket is the only source of the address (inferred); otherwise it must not contradict. */
function userOf({ typed }: StepContext, ticket: WebTicket): string {
  const named = ticket.user === undefined ? undefined : sipAddressOf(ticket.user);
  if (typed.signIn === 'pin') {
    if (named === undefined || !/^[^@\s<>"]+@[^@\s<>"]+$/.test(named)) throw mismatched('it does not name the user');
    return named;
  }
  const wanted = sipAddressOf(typed.sipAddress);
  if (named !== undefined && named.toLowerCase() !== wanted.toLowerCase()) {
    throw mismatched(`it is for ${named.slice(0, 200)}, not for ${wanted}`);
  }
  return wanted;
}

function mismatched(detail: string): HarnessError {
  return new HarnessError('PHONE_WEB_TICKET_MISMATCHED', { detail });
}

function screenFor(error: unknown, { typed }: StepContext) {
  if (error instanceof ServerUntrusted) return 'serverCertificateInvalid';
  if (error instanceof HarnessError && error.code === 'PHONE_WEB_TICKET_REFUSED') {
    return typed.signIn === 'pin' ? 'wrongPin' : 'wrongPassword';
  }
  return 'webServiceFailed';
}
