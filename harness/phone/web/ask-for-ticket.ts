import { signedCertificateTicketRequest } from '../../authentication/web-ticket/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import {
  ISSUE_TOKEN_ACTION,
  readPortLocation,
  writeRequestSecurityToken,
  writeUsernameToken,
} from '../../wire/soap/index.js';
import type { XmlElement } from '../../wire/xml/index.js';
import type { StepContext } from '../context.js';
import { instanceOf, sipAddressOf } from '../identity.js';
import { isHttps } from '../network/http/is-https.js';
import type { WebAnswer } from '../network/http/web-client.js';
import { sendWithNtlm } from './ntlm.js';
import { metadataOf, soapRequest } from './soap.js';

/** A ticket as it is wanted. */
export interface TicketWish {
  /** URL of the web ticket service. */
  readonly issuer: string;
  /** URL of the port it is for. */
  readonly audience: string;
  readonly entropy: Buffer;
  /** Nothing that proves who the user is goes to a port that is not https. */
  readonly httpsOnly?: boolean;
}

/** What the phone proves with who its user is. */
export type TicketProof = 'certificate' | 'pin' | 'password';

/** Bytes of the phone's share in the ticket's key (observed of another client). */
export const TICKET_ENTROPY_BYTES = 32;

/** As errors name it. */
export const TICKET_WHAT = 'the request for a web ticket';

/**
 * Asks with the user's certificate where the phone has one in force and the service takes it, else, or when that is
 * refused, with what was typed. That phones go this way is inferred: it is what the certificate port is published for.
 */
export async function askForTicket(
  context: StepContext,
  wish: TicketWish,
): Promise<{ readonly answer: WebAnswer; readonly proof: TicketProof }> {
  const metadata = await metadataOf(context.web, wish.issuer);
  const location = readPortLocation(metadata, 'WebTicketServiceCert');
  if (location !== undefined && location !== '' && certificateInForce(context)) {
    const answer = await byCertificate(context, wish, location);
    if (answer.status === 200) return { answer, proof: 'certificate' };
  }
  if (context.typed.signIn === 'pin') return { answer: await byPin(context, wish, metadata), proof: 'pin' };
  return { answer: await byPassword(context, wish, metadata), proof: 'password' };
}

function certificateInForce({ date, memory }: StepContext): boolean {
  return memory.certificate !== undefined && memory.certificate.notAfter > date.now();
}

async function byCertificate(context: StepContext, wish: TicketWish, location: string): Promise<WebAnswer> {
  const { date, memory, web } = context;
  mayAsk(wish, location);
  if (memory.certificate === undefined) throw new TypeError('the phone has no certificate');
  const { certificate, privateKey } = memory.certificate;
  const message = signedCertificateTicketRequest({
    ...{ certificate, privateKey, at: date.now(), to: location },
    ...{ context: instanceOf(context.epid), appliesTo: wish.audience, entropy: wish.entropy },
  });
  return await web.send(soapRequest(location, ISSUE_TOKEN_ACTION, message, TICKET_WHAT));
}

async function byPin(context: StepContext, wish: TicketWish, metadata: XmlElement): Promise<WebAnswer> {
  const { typed, web } = context;
  if (typed.signIn !== 'pin') throw new TypeError('no PIN was typed');
  const port = 'WebTicketServicePin';
  const location = needed(readPortLocation(metadata, port), wish.issuer, `the port ${port}`);
  mayAsk(wish, location);
  const credentialsXml = writeUsernameToken(typed.number, typed.pin);
  const message = writeRequestSecurityToken({ ...asked(context, wish), credentialsXml });
  return await web.send({ ...soapRequest(location, ISSUE_TOKEN_ACTION, message, TICKET_WHAT), confidential: true });
}

async function byPassword(context: StepContext, wish: TicketWish, metadata: XmlElement): Promise<WebAnswer> {
  const { typed, web } = context;
  if (typed.signIn === 'pin') throw new TypeError('no password was typed');
  const port = 'WebTicketServiceWinNegotiate';
  const found = readPortLocation(metadata, port) ?? readPortLocation(metadata, 'WebTicketServiceWinNtlm');
  const location = needed(found, wish.issuer, `the port ${port}`);
  mayAsk(wish, location);
  const claimsUri = `sip:${sipAddressOf(typed.sipAddress)}`;
  const message = writeRequestSecurityToken({ ...asked(context, wish), claimsUri });
  return await sendWithNtlm(web, soapRequest(location, ISSUE_TOKEN_ACTION, message, TICKET_WHAT), typed);
}

/** @throws HarnessError PHONE_URL_INVALID */
function mayAsk({ httpsOnly }: TicketWish, location: string): void {
  if (!httpsOnly || isHttps(location)) return;
  const detail = 'it is not https';
  throw new HarnessError('PHONE_URL_INVALID', { url: location.slice(0, 200), what: TICKET_WHAT, detail });
}

function asked({ epid }: StepContext, { audience, entropy }: TicketWish) {
  return { context: instanceOf(epid), appliesTo: audience, entropy };
}

/** What metadata must say. @throws HarnessError PHONE_METADATA_INCOMPLETE */
export function needed(value: string | undefined, url: string, what: string): string {
  if (value === undefined || value === '') throw new HarnessError('PHONE_METADATA_INCOMPLETE', { url, what });
  return value;
}
