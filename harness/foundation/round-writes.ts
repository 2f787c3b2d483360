import type { Duplex } from 'node:stream';

/** Corked until this round of the event loop ends. */
let corked = new Set<Duplex>();

/**
 * Writes when the round of the event loop ends, all of the round in one piece. Peers are woken together then, after every
 * connection that had something to say was heard: on a busy port waking them one by one costs as much as all the rest of
 * a short exchange. What ends the stream meanwhile, or writes to it, keeps the order.
 */
export function writeInRound(stream: Duplex, bytes: Buffer): void {
  if (!corked.has(stream)) {
    if (corked.size === 0) setImmediate(roundEnds);
    corked.add(stream);
    stream.cork();
  }
  stream.write(bytes);
}

function roundEnds(): void {
  const now = corked;
  corked = new Set();
  for (const stream of now) stream.uncork();
}

/** What waits leaves now: the stream is about to end in a way that throws away what it holds. */
export function leaveNow(stream: Duplex): void {
  while (stream.writableCorked > 0) stream.uncork();
}
