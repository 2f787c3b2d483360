export {
  type DigestMethod,
  isSignatureValue,
  type SignatureMethod,
  type SigningKey,
  sameBytes,
  signatureMethods,
  signatureValue,
} from './algorithms.js';
export { matchesDigest, matchesValue } from './check-signature.js';
export { elementsOfId, rootOf, utilityId } from './ids.js';
export {
  MAX_INCLUSIVE_PREFIXES,
  MAX_REFERENCES,
  readSignature,
  type SignatureFlaw,
  type SignatureReference,
  type XmlSignature,
} from './read-signature.js';
export { digestOf, type SignedElement, writeSignedInfo } from './write-signed-info.js';
