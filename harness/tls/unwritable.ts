import type { Duplex } from 'node:stream';

/** A socket that has had its peer's FIN and may not stay half open refuses every write, with an error made for each. */
export function unwritable({ destroyed, readableEnded, allowHalfOpen }: Duplex): boolean {
  return destroyed || (readableEnded && !allowHalfOpen);
}
