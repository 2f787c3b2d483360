import { children, text, type XmlElement } from '../xml/index.js';
import { decodeBase64 } from './base64.js';
import { envelope } from './envelope.js';
import { invalidSoap } from './invalid.js';
import {
  BASE64_ENCODING,
  CERTIFICATE_PROVISIONING,
  PKCS7_VALUE,
  WS_SECURITY,
  WS_TRUST_IN_CERTIFICATE_REQUEST,
} from './namespaces.js';

/** A guess: the real operation's name is in no public source. A server answers whatever name it is asked by. */
export const ROOT_CHAIN_OPERATION_GUESS = 'GetRootCertificates';

/** The anonymous request for the chain of the server's certificates (shape inferred). */
export function writeRootChainRequest(operation: string = ROOT_CHAIN_OPERATION_GUESS): string {
  return envelope(`<${checkedName(operation)} xmlns="${CERTIFICATE_PROVISIONING}"/>`);
}

/** Any operation of the Certificate Provisioning Service but GetAndPublishCert is taken for the chain request. */
export function isRootChainRequest(op: XmlElement): boolean {
  return op.namespace === CERTIFICATE_PROVISIONING && op.localName !== 'GetAndPublishCert';
}

/** The answer to `operation`: one certs-only PKCS#7 for each published CA (shape inferred; an empty list is a case). */
export function writeRootChainResponse(operation: string, pkcs7List: readonly Buffer[]): string {
  const name = `${checkedName(operation)}Response`;
  const tokens = pkcs7List.map(
    (pkcs7) =>
      `<RequestSecurityTokenResponse xmlns="${WS_TRUST_IN_CERTIFICATE_REQUEST}"><TokenType>${PKCS7_VALUE}</TokenType>` +
      `<RequestedSecurityToken><BinarySecurityToken xmlns="${WS_SECURITY}" ValueType="${PKCS7_VALUE}" ` +
      `EncodingType="${BASE64_ENCODING}">${pkcs7.toString('base64')}</BinarySecurityToken></RequestedSecurityToken>` +
      '</RequestSecurityTokenResponse>',
  );
  return envelope(`<${name} xmlns="${CERTIFICATE_PROVISIONING}">${tokens.join('')}</${name}>`);
}

/**
 * Every binary token of the answer's operation element, in order.
 * @throws HarnessError WIRE_INVALID for an element that is no answer of this service, or bad base64
 */
export function readRootChainResponse(op: XmlElement): Buffer[] {
  if (op.namespace !== CERTIFICATE_PROVISIONING || !op.localName.endsWith('Response')) {
    throw invalidSoap(op.localName, 'it is not an answer of the Certificate Provisioning Service');
  }
  return binaryTokens(op).map((token) => decodeBase64(text(token), 'BinarySecurityToken'));
}

function binaryTokens(element: XmlElement): XmlElement[] {
  return children(element).flatMap((each) => (each.localName === 'BinarySecurityToken' ? [each] : binaryTokens(each)));
}

function checkedName(operation: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_.-]{0,127}$/.test(operation)) {
    throw invalidSoap('the operation', 'its name cannot be an element name');
  }
  return operation;
}
