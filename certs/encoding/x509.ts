/**
 * The certificate library, ready to use. It is heavy and rare, so load this module with `await import(...)`
 * where a certificate or request is made, never at the top of a file.
 */
import 'reflect-metadata';
import { type KeyObject, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto as Parameters<typeof x509.cryptoProvider.set>[0]);

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
