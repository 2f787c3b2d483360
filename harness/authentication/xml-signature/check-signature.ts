import { canonicalize, type XmlElement } from '../../wire/xml/index.js';
import { isSignatureValue, type SigningKey, sameBytes } from './algorithms.js';
import type { SignatureReference, XmlSignature } from './read-signature.js';
import { digestOf } from './write-signed-info.js';

/** Whether the reference's digest is that of this element, as it stands in its document. */
export function matchesDigest(reference: SignatureReference, element: XmlElement): boolean {
  const canonical = canonicalize(element, reference.inclusivePrefixes);
  return sameBytes(reference.digest, digestOf(canonical, reference.digestMethod));
}

/** Whether the SignatureValue is this key's over the SignedInfo, as it stands in its document. */
export function matchesValue(signature: XmlSignature, key: SigningKey): boolean {
  const canonical = canonicalize(signature.signedInfo, signature.inclusivePrefixes);
  return isSignatureValue(signature.method, key, canonical, signature.value);
}
