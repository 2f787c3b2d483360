import { type HmacHash, HmacKey } from './hmac.js';

/** Most bytes one derivation gives; TLS-DSK takes 128, a key block at most a few hundred. */
export const MAX_PRF_BYTES = 4096;

/**
 * The pseudo-random function of TLS 1.0 and 1.1 (RFC 2246 section 5): P_MD5 over the first half of the secret
 * xor P_SHA-1 over the second half; the halves share the middle byte of a secret of odd length.
 */
export function tls10Prf(secret: Buffer, label: string, seed: Buffer, length: number): Buffer {
  const half = Math.ceil(secret.length / 2);
  const labelledSeed = Buffer.concat([Buffer.from(label, 'latin1'), seed]);
  const derived = expand('md5', secret.subarray(0, half), labelledSeed, length);
  const sha1 = expand('sha1', secret.subarray(secret.length - half), labelledSeed, length);
  for (let i = 0; i < length; i++) derived[i] = (derived[i] ?? 0) ^ (sha1[i] ?? 0);
  return derived;
}

/** The pseudo-random function of TLS 1.2 (RFC 5246 section 5) with the hash of the negotiated suite. */
export function tls12Prf(
  hash: 'sha256' | 'sha384',
  secret: Buffer,
  label: string,
  seed: Buffer,
  length: number,
): Buffer {
  return expand(hash, secret, Buffer.concat([Buffer.from(label, 'latin1'), seed]), length);
}

/** P_hash of RFC 2246 section 5: A(0) = seed, A(i) = HMAC(secret, A(i-1)), output HMAC(secret, A(i) + seed). */
export function expand(hash: HmacHash, secret: Buffer, seed: Buffer, length: number): Buffer {
  if (length < 0 || length > MAX_PRF_BYTES) throw new RangeError(`PRF output of ${length} bytes`);
  const key = new HmacKey(hash, secret);
  const output = Buffer.alloc(length);
  let a = seed;
  for (let at = 0; at < length; at += key.length) {
    a = key.digest(a);
    // The last block is cut by the output's end.
    key.digest(a, seed).copy(output, at);
  }
  return output;
}
