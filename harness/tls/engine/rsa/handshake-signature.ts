import { constants, type KeyObject, privateEncrypt, publicDecrypt, timingSafeEqual } from 'node:crypto';

/** The RSA signature of TLS 1.0 (RFC 2246 4.7): PKCS#1 block type 1 over MD5 and SHA-1 together, without naming them. */
export function signHandshake(key: KeyObject, digest: Buffer): Buffer {
  return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, digest);
}

/** Whether `signature` is of `digest` (36 bytes) by the owner of `key`. */
export function checkHandshakeSignature(key: KeyObject, digest: Buffer, signature: Buffer): boolean {
  const signed = recover(key, signature);
  return signed !== undefined && signed.length === digest.length && timingSafeEqual(signed, digest);
}

function recover(key: KeyObject, signature: Buffer): Buffer | undefined {
  try {
    return publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature);
  } catch {
    return undefined;
  }
}
