import { randomBytes } from 'node:crypto';
import { openWebTicket, securityTokensXml, type WebTicket } from '../../authentication/web-ticket/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import { CERTIFICATE_PORT, readIssuerAddress, readPortLocation } from '../../wire/soap/index.js';
import { find, parseXml, text } from '../../wire/xml/index.js';
import type { Step, StepContext } from '../context.js';
import { sipAddressOf } from '../identity.js';
import type { WebAnswer } from '../network/http/web-client.js';
import { ServerUntrusted } from '../network/secure.js';
import { askForTicket, needed, TICKET_WHAT } from '../web/ask-for-ticket.js';
import { faultIn, metadataOf, refusalIn } from '../web/soap.js';
import { isGood } from '../web-ticket.js';

/** Bytes of the phone's share in the ticket's key (observed of another client). */
const ENTROPY_BYTES = 32;

/**
 * A web ticket for the certificate port: the certificate service's metadata name the ticket service, its metadata the
 * port for the credentials, and that port gives the ticket. With a PIN the ticket also tells whose phone this is. One that
 * is still good is used again.
 */
export const webTicket: Step = {
  name: 'web-ticket',
  essential: true,
  async run(context) {
    const { memory, screen } = context;
    try {
      const service = memory.certificateService ?? '';
      if (isGood(memory.ticket, service, context.date.now())) return `the one for ${memory.ticket.sipAddress}, kept`;
      const metadata = await metadataOf(context.web, service);
      const audience = needed(readPortLocation(metadata, CERTIFICATE_PORT), service, `the port ${CERTIFICATE_PORT}`);
      const issuer = needed(readIssuerAddress(metadata, CERTIFICATE_PORT), service, 'the web ticket service');
      const entropy = randomBytes(ENTROPY_BYTES);
      const { answer, proof } = await askForTicket(context, { issuer, audience, entropy });
      if (answer.status !== 200) throw refused(answer);
      const ticket = openWebTicket(answer.body.toString('utf8'), entropy);
      checkAudience(ticket, audience);
      const sipAddress = userOf(context, ticket);
      memory.sipAddress = sipAddress;
      const { expires } = ticket;
      memory.ticket = { service, audience, sipAddress, securityXml: securityTokensXml(ticket), expires };
      return `for ${sipAddress}, by ${proof}`;
    } catch (error) {
      screen.show(screenFor(error, context));
      throw error;
    }
  },
};

/** The service speaks of the credentials in a fault or in a 401; any other page is not about them. */
function refused(answer: WebAnswer): HarnessError {
  if (answer.status !== 401 && !faultIn(answer)) {
    return new HarnessError('PHONE_HTTP_REFUSED', {
      url: answer.url,
      what: TICKET_WHAT,
      status: answer.status,
      detail: '',
    });
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
