import type { KeyObject } from 'node:crypto';
import {
  BASE64_BINARY,
  SOAP_ENVELOPE,
  WS_ADDRESSING,
  WS_SECURITY,
  WS_SECURITY_UTILITY,
  writeRequestSecurityToken,
  X509_TOKEN,
  XML_SIGNATURE,
} from '../../wire/soap/index.js';
import { canonicalize, escapeText, parseXml } from '../../wire/xml/index.js';
import { type SignatureMethod, signatureValue, writeSignedInfo } from '../xml-signature/index.js';

/** How long a signed request is good for: WCF's five minutes (inferred). */
export const CERTIFICATE_REQUEST_LIFETIME_MS = 5 * 60_000;

const TIMESTAMP_ID = '_0';
const TO_ID = '_1';
const TOKEN_ID = 'x';

/** A client that asks for a ticket by the certificate it got from certificate provisioning. */
export interface CertificateTicketRequest {
  /** DER. */
  readonly certificate: Buffer;
  readonly privateKey: KeyObject;
  /** URL of the service port the ticket is for. */
  readonly appliesTo: string;
  readonly entropy: Buffer;
  readonly context: string;
  /** The client's date. */
  readonly at: Date;
  readonly lifetimeMs?: number;
  /** URL of the web ticket port: then `wsa:To` is sent and signed, too. */
  readonly to?: string;
  /** Default `rsa-sha1`. */
  readonly method?: Exclude<SignatureMethod, 'hmac-sha1'>;
  readonly claimsUri?: string;
}

/**
 * The whole SOAP message to the `WebTicketServiceCert` port: a Timestamp signed with the certificate's key (WSS X.509
 * Certificate Token Profile 1.1). That Lync wants just this is inferred from the profile.
 */
export function signedCertificateTicketRequest(request: CertificateTicketRequest): string {
  const { appliesTo, at, certificate, claimsUri, context, entropy, method = 'rsa-sha1', privateKey, to } = request;
  const expires = new Date(at.getTime() + (request.lifetimeMs ?? CERTIFICATE_REQUEST_LIFETIME_MS));
  const timestamp =
    `<wsu:Timestamp xmlns:wsu="${WS_SECURITY_UTILITY}" wsu:Id="${TIMESTAMP_ID}"><wsu:Created>${at.toISOString()}` +
    `</wsu:Created><wsu:Expires>${expires.toISOString()}</wsu:Expires></wsu:Timestamp>`;
  const token =
    `<wsse:BinarySecurityToken xmlns:wsu="${WS_SECURITY_UTILITY}" wsu:Id="${TOKEN_ID}" ValueType="${X509_TOKEN}" ` +
    `EncodingType="${BASE64_BINARY}">${certificate.toString('base64')}</wsse:BinarySecurityToken>`;
  const address =
    to === undefined
      ? undefined
      : `<wsa:To xmlns:wsa="${WS_ADDRESSING}" xmlns:wsu="${WS_SECURITY_UTILITY}" wsu:Id="${TO_ID}">${escapeText(to)}</wsa:To>`;
  const signed = [
    { id: TIMESTAMP_ID, canonicalXml: canonicalize(parseXml(timestamp)) },
    ...(address === undefined ? [] : [{ id: TO_ID, canonicalXml: canonicalize(parseXml(address)) }]),
  ];
  const info = writeSignedInfo(signed, method);
  const signature =
    `<Signature xmlns="${XML_SIGNATURE}">${info}` +
    `<SignatureValue>${signatureValue(method, privateKey, info).toString('base64')}</SignatureValue><KeyInfo>` +
    `<wsse:SecurityTokenReference><wsse:Reference URI="#${TOKEN_ID}" ValueType="${X509_TOKEN}"/>` +
    '</wsse:SecurityTokenReference></KeyInfo></Signature>';
  const security =
    `<wsse:Security xmlns:wsse="${WS_SECURITY}" xmlns:s="${SOAP_ENVELOPE}" s:mustUnderstand="1">` +
    `${timestamp}${token}${signature}</wsse:Security>`;
  return writeRequestSecurityToken({
    context,
    appliesTo,
    entropy,
    credentialsXml: `${address ?? ''}${security}`,
    ...(claimsUri !== undefined && { claimsUri }),
  });
}
