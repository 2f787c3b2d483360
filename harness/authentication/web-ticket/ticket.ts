import { HarnessError } from '../../foundation/errors/index.js';
import {
  type IssuedTicket,
  readRequestSecurityTokenResponse,
  SAML_ASSERTION_ID,
  SAML_TOKEN,
  SOAP_ENVELOPE,
  WS_SECURITY,
  WS_SECURITY_UTILITY,
  XML_SIGNATURE,
} from '../../wire/soap/index.js';
import { escapeText } from '../../wire/xml/index.js';
import { signatureValue, writeSignedInfo } from '../xml-signature/index.js';
import { proofKey } from './proof-key.js';

/** A web ticket as its holder keeps it. */
export interface WebTicket {
  /** Verbatim, to be pasted into later requests. */
  readonly assertionXml: string;
  readonly assertionId: string;
  /** Proves that the holder is the one it was issued to. A secret. */
  readonly proofKey: Buffer;
  /** The inside of Lifetime, verbatim. */
  readonly lifetimeXml: string;
  readonly expires: Date;
  /** SIP URI from the assertion: how a phone that signs in by PIN learns whose phone it is (inferred). */
  readonly user?: string;
}

const TIMESTAMP_ID = 'timestamp';

/**
 * The ticket in a web ticket service's answer, with the key computed from both entropies. `keySize`: bits, where the
 * client asked for a KeySize.
 * @throws HarnessError WEB_TICKET_UNREADABLE
 */
export function openWebTicket(responseText: string, clientEntropy: Buffer, keySize?: number): WebTicket {
  const issued = readIssued(responseText);
  if (!issued.serverEntropy) throw unreadable('there is no entropy of the server, so no key');
  const expires = new Date(/[0-9]$/.test(issued.expires) ? `${issued.expires}Z` : issued.expires);
  if (Number.isNaN(expires.getTime())) throw unreadable('Expires is not a date');
  return {
    assertionXml: issued.assertionXml,
    assertionId: issued.assertionId,
    proofKey: proofKey(clientEntropy, issued.serverEntropy, keySize),
    lifetimeXml: issued.lifetimeXml,
    expires,
    ...(issued.nameIdentifier === undefined ? {} : { user: issued.nameIdentifier }),
  };
}

/**
 * What a request with this ticket carries in its Security header: Timestamp, Assertion, Signature, in the order clients
 * send (observed). The Timestamp repeats the ticket's Lifetime and alone is signed.
 */
export function securityTokensXml(ticket: WebTicket): string {
  const timestamp = `<wsu:Timestamp xmlns:wsu="${WS_SECURITY_UTILITY}" wsu:Id="${TIMESTAMP_ID}">${ticket.lifetimeXml}</wsu:Timestamp>`;
  const info = writeSignedInfo([{ id: TIMESTAMP_ID, canonicalXml: timestamp }], 'hmac-sha1');
  const value = signatureValue('hmac-sha1', ticket.proofKey, info).toString('base64');
  const signature =
    `<Signature xmlns="${XML_SIGNATURE}">${info}<SignatureValue>${value}</SignatureValue><KeyInfo>` +
    `<wsse:SecurityTokenReference xmlns:wsse="${WS_SECURITY}" wsse:TokenType="${SAML_TOKEN}"><wsse:KeyIdentifier ValueType="${SAML_ASSERTION_ID}">` +
    `${escapeText(ticket.assertionId)}</wsse:KeyIdentifier></wsse:SecurityTokenReference></KeyInfo></Signature>`;
  return `${timestamp}${ticket.assertionXml}${signature}`;
}

/** The whole Security header around `securityTokensXml`, for a message that is put together by hand. */
export function securityHeaderXml(ticket: WebTicket): string {
  return (
    `<wsse:Security xmlns:wsse="${WS_SECURITY}" xmlns:s="${SOAP_ENVELOPE}" s:mustUnderstand="1">` +
    `${securityTokensXml(ticket)}</wsse:Security>`
  );
}

function readIssued(responseText: string): IssuedTicket {
  try {
    return readRequestSecurityTokenResponse(responseText);
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : String(error));
  }
}

function unreadable(detail: string): HarnessError {
  return new HarnessError('WEB_TICKET_UNREADABLE', { detail });
}
