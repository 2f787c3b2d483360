import { type KeyObject, sign, timingSafeEqual, verify } from 'node:crypto';
import { HmacKey } from '../../foundation/primitives/hmac.js';
import { XML_SIGNATURE } from '../../wire/soap/index.js';

/** Names of XML Signature 1.0 and of RFC 4051 (SHA-256); the short names are what the harness's settings use. */
export const signatureMethods = {
  'hmac-sha1': { uri: `${XML_SIGNATURE}hmac-sha1`, hash: 'sha1', kind: 'hmac' },
  'rsa-sha1': { uri: `${XML_SIGNATURE}rsa-sha1`, hash: 'sha1', kind: 'rsa' },
  'rsa-sha256': { uri: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', hash: 'sha256', kind: 'rsa' },
} as const;

export type SignatureMethod = keyof typeof signatureMethods;

export const digestMethods = {
  sha1: `${XML_SIGNATURE}sha1`,
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
} as const;

export type DigestMethod = keyof typeof digestMethods;

export const ENVELOPED_SIGNATURE = `${XML_SIGNATURE}enveloped-signature`;

/** A shared secret, or a key of RSA: private to sign, public to verify. */
export type SigningKey = Buffer | KeyObject;

/** SignatureValue over a canonical SignedInfo. */
export function signatureValue(method: SignatureMethod, key: SigningKey, canonicalSignedInfo: string): Buffer {
  const { hash } = signatureMethods[method];
  if (Buffer.isBuffer(key)) return new HmacKey(hash, key).digestText(canonicalSignedInfo);
  return sign(hash, Buffer.from(canonicalSignedInfo, 'utf8'), key);
}

/** Whether `value` is the signature; a key of the other kind makes none. Never throws. */
export function isSignatureValue(
  method: SignatureMethod,
  key: SigningKey,
  canonicalSignedInfo: string,
  value: Buffer,
): boolean {
  const { hash, kind } = signatureMethods[method];
  if (Buffer.isBuffer(key))
    return kind === 'hmac' && sameBytes(value, signatureValue(method, key, canonicalSignedInfo));
  if (kind !== 'rsa' || key.asymmetricKeyType !== 'rsa') return false;
  return verify(hash, Buffer.from(canonicalSignedInfo, 'utf8'), key, value);
}

export function sameBytes(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}
