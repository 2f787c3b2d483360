import type { Writable } from 'node:stream';

/** Corked until this round of the event loop ends. */
let corked = new Set<Writable>();

/**
 * Writes when the round of the event loop ends, all of the round in one piece. Peers are woken together then, after every
 * connection that had something to say was heard: on a busy port waking them one by one costs as much as all the rest of
 * a short exchange. What ends the stream meanwhile, or writes to it, keeps the order.
 */
export function writeInRound(stream: Writable, bytes: Buffer): void {
  holdForRound(stream);
  stream.write(bytes);
}

/** The same for what somebody else writes to the stream in this round. */
export function holdForRound(stream: Writable): void {
  if (corked.has(stream)) return;
  if (corked.size === 0) setImmediate(roundEnds);
  corked.add(stream);
  stream.cork();
}

function roundEnds(): void {
  const now = corked;
  corked = new Set();
  for (const stream of now) stream.uncork();
}

/** What waits leaves now: the stream is about to end in a way that throws away what it holds. */
export function leaveNow(stream: Writable): void {
  while (stream.writableCorked > 0) stream.uncork();
}
