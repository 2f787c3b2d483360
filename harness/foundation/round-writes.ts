import type { Writable } from 'node:stream';

/** Rounds of the event loop that writes are held back at most, while each brings others that write. */
const MOST_ROUNDS = 8;

/** Corked until nobody else has something to say. */
let corked = new Set<Writable>();
/** How many of them there were when the last round ended. */
let before = 0;
let rounds = 0;

/**
 * Writes when a round of the event loop has passed in which nobody else wrote, all of a stream in one piece. Peers are
 * woken together then, after every connection that had something to say was heard: on a busy port waking them one by one
 * costs as much as all the rest of a short exchange. Who asks alone waits for one look at an idle loop, a few
 * microseconds. What ends the stream meanwhile, or writes to it, keeps the order.
 */
export function writeInRound(stream: Writable, bytes: Buffer): void {
  holdForRound(stream);
  stream.write(bytes);
}

/** The same for what somebody else writes to the stream meanwhile. */
export function holdForRound(stream: Writable): void {
  if (corked.has(stream)) return;
  if (corked.size === 0) setImmediate(roundEnds);
  corked.add(stream);
  stream.cork();
}

function roundEnds(): void {
  rounds++;
  if (corked.size > before && rounds < MOST_ROUNDS) {
    before = corked.size;
    setImmediate(roundEnds);
    return;
  }
  before = 0;
  rounds = 0;
  const now = corked;
  corked = new Set();
  for (const stream of now) stream.uncork();
}

/** What waits leaves now: the stream is about to end in a way that throws away what it holds. */
export function leaveNow(stream: Writable): void {
  while (stream.writableCorked > 0) stream.uncork();
}
