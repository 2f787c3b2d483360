import { randomBytes } from 'node:crypto';
import { derElement } from '../../encoding/der-writer.js';
import type { Original } from './issuers.js';
import { identifierOfLength } from './key-identifiers.js';
import { impossible, type KeyShape, type NewKey } from './keys.js';
import { identifiedKey, signedCertificate } from './rebuild.js';

/** Curves by the hash they are used with (RFC 5480 4). */
const curves: Readonly<Record<string, string>> = { sha256: 'prime256v1', sha384: 'secp384r1', sha512: 'secp521r1' };

/** What key the issuer nobody sent must have had, by the signature it made. Errors: LOOK_ALIKE_IMPOSSIBLE. */
export function missingIssuerShape({ parsed, template }: Original): KeyShape {
  const { hash, name, scheme } = parsed.signature;
  if (scheme === 'rsa-pkcs1' || scheme === 'rsa-pss') {
    return { type: 'rsa', bits: template.signatureOctets * 8, exponent: 65537 };
  }
  const curve = curves[hash ?? ''];
  if (scheme === 'ecdsa' && curve !== undefined) return { type: 'ec', curve };
  throw impossible(parsed.summary.subject, `its issuer was not given, and nothing tells what key made its ${name}`);
}

const basicConstraints = Buffer.from('300f0603551d130101ff040530030101ff', 'hex');
const keyUsage = Buffer.from('300e0603551d0f0101ff040403020106', 'hex');
const subjectKeyIdentifier = Buffer.from('0603551d0e', 'hex');
const version3 = Buffer.from('a003020102', 'hex');

/**
 * A root in place of the issuer that nobody sent: its name from the certificate below, signed in the same way and
 * valid as long; all else about the real one is unknown.
 */
export function mintMissingIssuer(below: Original, key: NewKey, keyIdLength: number): Buffer {
  const { issuer, outerAlgorithm, validity } = below.template;
  const identified = identifiedKey(key.publicKey);
  const identifier = derElement(0x04, derElement(0x04, identifierOfLength(identified, keyIdLength)));
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const extensions = [basicConstraints, keyUsage, derElement(0x30, subjectKeyIdentifier, identifier)];
  const signed = derElement(
    0x30,
    version3,
    derElement(0x02, serial),
    outerAlgorithm,
    issuer,
    validity,
    issuer,
    identified.publicKeyInfo,
    derElement(0xa3, derElement(0x30, ...extensions)),
  );
  const subject = below.parsed.summary.issuer;
  return signedCertificate(signed, outerAlgorithm, { signingKey: key.privateKey, subject });
}
