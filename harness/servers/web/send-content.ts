import type { ServerResponse } from 'node:http';
import type { WebContent } from '../../faults/index.js';
import type { Clock } from '../../foundation/clock/index.js';

/** Bytes made at a time: of each download so much is in memory, and what its connection holds. */
export const CONTENT_PIECE_BYTES = 64 * 1024;
/** Real milliseconds in which a client must take something; a bound on resources, as that of an idle connection. */
const STALLED_MS = 120_000;

/** Pieces of a size, each after a pause. */
interface Pace {
  readonly pieceBytes: number;
  readonly pauseMs: number;
  readonly clock: Clock;
}

interface Sending {
  readonly pace?: Pace | undefined;
  /** Bytes to be sent; all when absent. */
  readonly until?: number;
}

/** The body of an answer whose head is written, to its end. Gives up when the client is gone. */
export async function sendContent(response: ServerResponse, content: WebContent, pace?: Pace): Promise<void> {
  if (await writeContent(response, content, { pace })) response.end();
  else response.destroy();
}

/** As much of the body as is wanted; true when all of that was handed over. */
export async function writeContent(
  response: ServerResponse,
  content: WebContent,
  { pace, until = content.length }: Sending,
): Promise<boolean> {
  // Whoever asks by HEAD wants to know, not to have.
  if (response.req.method === 'HEAD') return true;
  const gone = new AbortController();
  const close = () => gone.abort();
  response.once('close', close);
  let at = 0;
  let last: Promise<void> = Promise.resolve();
  try {
    while (at < until && !gone.signal.aborted) {
      if (pace && at > 0) await pace.clock.sleep(pace.pauseMs, gone.signal);
      const paced = pace ? at + pace.pieceBytes : until;
      for (const end = Math.min(paced, until); at < end && !gone.signal.aborted; ) {
        const bytes = await content.read(at, Math.min(at + CONTENT_PIECE_BYTES, end));
        if (bytes.length === 0) return false;
        at += bytes.length;
        const { free, written } = hand(response, bytes);
        last = written;
        if (!free) await drained(response, gone.signal);
      }
    }
    // Of a piece, what comes behind may overtake what was not handed to the system yet.
    if (until < content.length) await Promise.race([last, aborted(gone.signal)]);
    return at >= until && !gone.signal.aborted;
  } finally {
    response.off('close', close);
    content.sent?.(at);
  }
}

function hand(response: ServerResponse, bytes: Buffer): { readonly free: boolean; readonly written: Promise<void> } {
  let free = false;
  const written = new Promise<void>((resolve) => {
    free = response.write(bytes, () => resolve());
  });
  return { free, written };
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

/** When there is room again, or nobody to make it; who makes none for long is hung up on. */
function drained(response: ServerResponse, gone: AbortSignal): Promise<void> {
  if (gone.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const stalled = setTimeout(() => response.destroy(), STALLED_MS);
    const done = () => {
      clearTimeout(stalled);
      response.off('drain', done);
      gone.removeEventListener('abort', done);
      resolve();
    };
    response.once('drain', done);
    gone.addEventListener('abort', done, { once: true });
  });
}
