/**
 * The certificate library, ready to use. It is heavy and rare, so load this module with `await import(...)`
 * where a certificate or request is made, never at the top of a file.
 */
import 'reflect-metadata';
import { type KeyObject, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto);

export { x509 };

/** The digests that sign certificates here. Weaker ones are not in WebCrypto. */
export type SignatureHash = 'sha1' | 'sha256';

const webNames = { sha1: 'SHA-1', sha256: 'SHA-256' } as const;

export function rsaSigning(hash: SignatureHash) {
  return { name: 'RSASSA-PKCS1-v1_5', hash: webNames[hash] } as const;
}

/** A node RSA private key as the WebCrypto key the library signs with. */
export function signingKey(key: KeyObject, hash: SignatureHash) {
  return webcrypto.subtle.importKey('pkcs8', key.export({ type: 'pkcs8', format: 'der' }), rsaSigning(hash), true, [
    'sign',
  ]);
}

/** A node RSA public key as the library wants it. */
export function verifyingKey(key: KeyObject, hash: SignatureHash) {
  return webcrypto.subtle.importKey('spki', key.export({ type: 'spki', format: 'der' }), rsaSigning(hash), true, [
    'verify',
  ]);
}

/** One attribute of a distinguished name: `['CN', 'Contoso Root CA']`. A name is written in encoded order. */
export type NamePart = readonly [type: string, value: string];

/**
 * A distinguished name whose values are taken as they are. Given bare strings the library would read quotes and a
 * leading # as syntax. DC is IA5String (RFC 4519 2.4), the rest PrintableString where that can hold it, else UTF8String.
 */
export function distinguishedName(parts: readonly NamePart[]): x509.Name {
  return new x509.Name(parts.map(([type, value]) => ({ [type]: [attributeValue(type, value)] })));
}

function attributeValue(type: string, value: string) {
  if (type === 'DC') return { ia5String: value };
  return /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(value) ? { printableString: value } : { utf8String: value };
}
