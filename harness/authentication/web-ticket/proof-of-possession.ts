import { timingSafeEqual } from 'node:crypto';
import { WS_SECURITY_UTILITY, XML_SIGNATURE } from '../../wire/soap/index.js';
import {
  attribute,
  canonicalize,
  children,
  descend,
  EXCLUSIVE_C14N,
  text,
  type XmlElement,
} from '../../wire/xml/index.js';
import { digestOf, HMAC_SHA1, SHA1, signatureOf } from './signed-info.js';

/**
 * Whether the Signature in a Security header covers its Timestamp with the ticket's proof key (XML Signature 1.0,
 * holder-of-key). Only the algorithms that Lync uses are taken.
 */
export function signsTimestamp(security: XmlElement, timestamp: XmlElement, key: Buffer): boolean {
  const [signature, ...others] = children(security, 'Signature');
  const info = signature && descend(signature, 'SignedInfo');
  if (!signature || !info || others.length > 0 || signature.namespace !== XML_SIGNATURE) return false;
  const [reference, ...more] = children(info, 'Reference');
  if (!reference || more.length > 0) return false;
  return (
    algorithm(info, 'CanonicalizationMethod') === EXCLUSIVE_C14N &&
    algorithm(info, 'SignatureMethod') === HMAC_SHA1 &&
    algorithm(reference, 'DigestMethod') === SHA1 &&
    attribute(reference, 'URI') === `#${timestampId(timestamp)}` &&
    equal(value(reference, 'DigestValue'), digestOf(canonicalize(timestamp))) &&
    equal(value(signature, 'SignatureValue'), signatureOf(key, canonicalize(info)))
  );
}

function timestampId(timestamp: XmlElement): string | undefined {
  return timestamp.attributes.find((each) => each.localName === 'Id' && each.namespace === WS_SECURITY_UTILITY)?.value;
}

function algorithm(element: XmlElement, name: string): string | undefined {
  const method = descend(element, name);
  return method && attribute(method, 'Algorithm');
}

function value(element: XmlElement, name: string): Buffer {
  const found = descend(element, name);
  return Buffer.from(found ? text(found) : '', 'base64');
}

function equal(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}
