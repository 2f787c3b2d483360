import type { Duplex } from 'node:stream';
import { leaveNow } from '../../foundation/round-writes.js';

/** A RST where the connection is a socket; without one, as an error on the stream, which in-memory pairs pass on as such. */
export function resetStream(stream: Duplex & { resetAndDestroy?: () => void }): void {
  // What was said before the reset is on the wire before it, though its round has not ended yet.
  leaveNow(stream);
  if (typeof stream.resetAndDestroy === 'function') stream.resetAndDestroy();
  else stream.destroy(Object.assign(new Error('reset by the scenario'), { code: 'ECONNRESET' }));
}
