import { createHmac } from 'node:crypto';

/** Most bytes one derivation gives; TLS-DSK takes 128, a key block at most a few hundred. */
export const MAX_PRF_BYTES = 4096;

/**
 * The pseudo-random function of TLS 1.0 and 1.1 (RFC 2246 section 5): P_MD5 over the first half of the secret
 * xor P_SHA-1 over the second half; the halves share the middle byte of a secret of odd length.
 */
export function tls10Prf(secret: Buffer, label: string, seed: Buffer, length: number): Buffer {
  const half = Math.ceil(secret.length / 2);
  const labelledSeed = Buffer.concat([Buffer.from(label, 'latin1'), seed]);
  const md5 = expand('md5', secret.subarray(0, half), labelledSeed, length);
  const sha1 = expand('sha1', secret.subarray(secret.length - half), labelledSeed, length);
  return Buffer.from(md5.map((byte, i) => byte ^ (sha1[i] ?? 0)));
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
export function expand(hash: string, secret: Buffer, seed: Buffer, length: number): Buffer {
  if (length < 0 || length > MAX_PRF_BYTES) throw new RangeError(`PRF output of ${length} bytes`);
  const blocks: Buffer[] = [];
  let a = seed;
  for (let have = 0; have < length; ) {
    a = createHmac(hash, secret).update(a).digest();
    const block = createHmac(hash, secret).update(a).update(seed).digest();
    blocks.push(block);
    have += block.length;
  }
  return Buffer.concat(blocks).subarray(0, length);
}
