import { attribute, descend, escapeAttribute, escapeText, text, type XmlElement } from '../xml/index.js';
import { decodeBase64, wrapBase64 } from './base64.js';
import { envelope } from './envelope.js';
import { invalidSoap } from './invalid.js';
import {
  ANONYMOUS_ADDRESS,
  BASE64_ENCODING,
  CERTIFICATE_PROVISIONING,
  ENROLLMENT,
  GET_AND_PUBLISH_CERT_ACTION,
  PKCS10_VALUE,
  SOAP_ENVELOPE,
  WS_ADDRESSING,
  WS_SECURITY,
  WS_SECURITY_UTILITY,
  WS_TRUST_IN_CERTIFICATE_REQUEST,
  WS_TRUST_IN_WEB_TICKET,
  X509_TOKEN,
} from './namespaces.js';

/** How long a client wants its certificate to live. That it may ask is documented; this element for it is inferred. */
export interface RequestedLifetime {
  /** The moment of issue when absent. */
  readonly created?: Date;
  readonly expires: Date;
}

/** A certificate request as the service reads it. */
export interface CertificateRequest {
  /** A GUID in braces: the endpoint's instance. */
  readonly deviceId: string;
  /** The user's SIP address as written, with or without `sip:`. */
  readonly entity: string;
  /** DER PKCS#10. */
  readonly request: Buffer;
  readonly requestId?: string;
  readonly lifetime?: RequestedLifetime;
}

/**
 * The whole GetAndPublishCert message (element set observed against Lync 2010). `securityXml` is what goes inside
 * `wsse:Security`: timestamp, assertion, signature. The prefixes soap, wsa, wsse and wsu are declared around it.
 */
export function writeGetAndPublishCertRequest(request: {
  readonly deviceId: string;
  readonly entity: string;
  readonly request: Buffer;
  readonly requestId: string;
  readonly securityXml: string;
  /** URL the message is posted to. */
  readonly to: string;
  /** GUID of the message; the request's id without one. */
  readonly messageId?: string;
  readonly lifetime?: RequestedLifetime;
}): string {
  const messageId = request.messageId ?? request.requestId;
  const { created, expires } = request.lifetime ?? {};
  const lifetime =
    (created ? `<wsu:Created>${created.toISOString()}</wsu:Created>` : '') +
    (expires ? `<wsu:Expires>${expires.toISOString()}</wsu:Expires>` : '');
  return (
    `<soap:Envelope xmlns:soap="${SOAP_ENVELOPE}" xmlns:wsa="${WS_ADDRESSING}" xmlns:wsse="${WS_SECURITY}" ` +
    `xmlns:wsu="${WS_SECURITY_UTILITY}"><soap:Header><wsa:To>${escapeText(request.to)}</wsa:To>` +
    `<wsa:ReplyTo><wsa:Address>${ANONYMOUS_ADDRESS}</wsa:Address></wsa:ReplyTo>` +
    `<wsa:MessageID>uuid:${escapeText(messageId)}</wsa:MessageID>` +
    `<wsa:Action>${GET_AND_PUBLISH_CERT_ACTION}</wsa:Action>` +
    `<wsse:Security>${request.securityXml}</wsse:Security></soap:Header><soap:Body>` +
    `<GetAndPublishCert xmlns="${CERTIFICATE_PROVISIONING}" xmlns:wst="${WS_TRUST_IN_CERTIFICATE_REQUEST}" ` +
    `xmlns:wstep="${ENROLLMENT}" DeviceId="${escapeAttribute(request.deviceId)}" ` +
    `Entity="${escapeAttribute(request.entity)}"><wst:RequestSecurityToken>` +
    `<wst:TokenType>${X509_TOKEN}</wst:TokenType><wst:RequestType>${WS_TRUST_IN_WEB_TICKET}/Issue</wst:RequestType>` +
    (lifetime === '' ? '' : `<wst:Lifetime>${lifetime}</wst:Lifetime>`) +
    `<wsse:BinarySecurityToken ValueType="${PKCS10_VALUE}" EncodingType="${BASE64_ENCODING}">\r\n` +
    `${wrapBase64(request.request)}</wsse:BinarySecurityToken>` +
    `<wstep:RequestID>${escapeText(request.requestId)}</wstep:RequestID>` +
    '</wst:RequestSecurityToken></GetAndPublishCert></soap:Body></soap:Envelope>'
  );
}

/**
 * @throws HarnessError WIRE_INVALID naming what is missing, or a WS-Trust namespace without its slash, which the real
 * server rejects
 */
export function readGetAndPublishCertRequest(op: XmlElement): CertificateRequest {
  if (op.localName !== 'GetAndPublishCert') throw invalidSoap(op.localName, 'it is not a GetAndPublishCert');
  const deviceId = attribute(op, 'DeviceId');
  const entity = attribute(op, 'Entity');
  if (!deviceId || !entity) throw invalidSoap('GetAndPublishCert', 'it has no DeviceId or no Entity');
  const token = descend(op, 'RequestSecurityToken');
  if (token?.namespace !== WS_TRUST_IN_CERTIFICATE_REQUEST) {
    throw invalidSoap('RequestSecurityToken', `it is missing or not in ${WS_TRUST_IN_CERTIFICATE_REQUEST}`);
  }
  const request = descend(token, 'BinarySecurityToken');
  if (!request) throw invalidSoap('RequestSecurityToken', 'it has no BinarySecurityToken');
  const requestId = descend(token, 'RequestID');
  const lifetime = readLifetime(token);
  return {
    deviceId,
    entity,
    request: decodeBase64(text(request), 'BinarySecurityToken'),
    ...(requestId && { requestId: text(requestId).trim() }),
    ...(lifetime && { lifetime }),
  };
}

function readLifetime(token: XmlElement): RequestedLifetime | undefined {
  const element = descend(token, 'Lifetime');
  if (!element) return undefined;
  const [created, expires] = ['Created', 'Expires'].map((name) => {
    const part = descend(element, name);
    const date = part && new Date(text(part).trim());
    if (date && Number.isNaN(date.getTime())) throw invalidSoap(`Lifetime/${name}`, 'it is not a date');
    return date;
  });
  if (!expires || (created && created >= expires)) throw invalidSoap('Lifetime', 'it ends before it begins, or never');
  return { expires, ...(created && { created }) };
}

/** The whole answer: one DER certificate, not PKCS#7 (observed). ValueType and EncodingType are inferred. */
export function writeGetAndPublishCertResponse(response: {
  readonly deviceId: string;
  readonly entity: string;
  /** DER X.509. */
  readonly certificate: Buffer;
  readonly requestId?: string;
}): string {
  const requestId =
    response.requestId === undefined
      ? ''
      : `<RequestID xmlns="${ENROLLMENT}">${escapeText(response.requestId)}</RequestID>`;
  return envelope(
    `<GetAndPublishCertResponse xmlns="${CERTIFICATE_PROVISIONING}" DeviceId="${escapeAttribute(response.deviceId)}" ` +
      `Entity="${escapeAttribute(response.entity)}" ResponseClass="Success">` +
      `<RequestSecurityTokenResponse xmlns="${WS_TRUST_IN_CERTIFICATE_REQUEST}"><TokenType>${X509_TOKEN}</TokenType>` +
      `<RequestedSecurityToken><BinarySecurityToken xmlns="${WS_SECURITY}" ValueType="${X509_TOKEN}" ` +
      `EncodingType="${BASE64_ENCODING}">${response.certificate.toString('base64')}</BinarySecurityToken>` +
      `</RequestedSecurityToken>${requestId}</RequestSecurityTokenResponse></GetAndPublishCertResponse>`,
  );
}

/**
 * The DER certificate of an answer, found by the path clients use (observed).
 * @throws HarnessError WIRE_INVALID without one
 */
export function readGetAndPublishCertResponse(op: XmlElement): { readonly certificate: Buffer } {
  if (op.localName !== 'GetAndPublishCertResponse')
    throw invalidSoap(op.localName, 'it is not a GetAndPublishCertResponse');
  const token = descend(op, 'RequestSecurityTokenResponse', 'RequestedSecurityToken', 'BinarySecurityToken');
  if (!token) throw invalidSoap('GetAndPublishCertResponse', 'it has no BinarySecurityToken');
  return { certificate: decodeBase64(text(token), 'BinarySecurityToken') };
}
