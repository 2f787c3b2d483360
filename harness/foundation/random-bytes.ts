import { randomFillSync } from 'node:crypto';

/** Drawn from the system in one go: asking it for a few bytes costs as much as a signature. */
const DRAWN_BYTES = 4096;

let drawn: Buffer | undefined;
let used = DRAWN_BYTES;

/** So many unpredictable bytes in upper-case hex, for identifiers that many messages need; not for keys. */
export function randomHex(bytes: number): string {
  drawn ??= Buffer.alloc(DRAWN_BYTES);
  if (used + bytes > DRAWN_BYTES) {
    randomFillSync(drawn);
    used = 0;
  }
  const text = drawn.toString('hex', used, used + bytes).toUpperCase();
  // Each byte is given out once, and is nowhere any more.
  drawn.fill(0, used, used + bytes);
  used += bytes;
  return text;
}
