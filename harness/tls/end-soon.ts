import type { Duplex } from 'node:stream';

/** Ends a connection without cutting off what was written: a last alert must still reach the peer. */
export function endSoon(stream: Duplex, last?: Buffer): void {
  if (stream.destroyed) return;
  stream.once('finish', () => stream.destroy());
  if (stream.writableFinished) stream.destroy();
  else if (!stream.writableEnded) stream.end(last);
}
