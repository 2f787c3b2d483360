import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { timedOut } from '../../../foundation/clock/index.js';
import { HarnessError } from '../../../foundation/errors/index.js';
import type { ServerContext } from '../../context.js';
import {
  failure,
  MAX_ANSWER_BYTES,
  MAX_KEPT_BYTES,
  type UpstreamCaller,
  type UpstreamTarget,
} from '../../sockets/upstream/index.js';
import { problemOf, type UpstreamAnswer } from './ask.js';

export interface Passage {
  readonly context: ServerContext;
  readonly target: UpstreamTarget;
  readonly caller: UpstreamCaller;
  readonly limitMs: number;
}

/** What went through. */
export interface Passed {
  readonly bytes: number;
  /** The beginning, up to `MAX_KEPT_BYTES`. */
  readonly kept: Buffer;
  /** UPSTREAM_FAILED, recorded, where it broke off. */
  readonly problem?: HarnessError;
}

/** Passes a body on piece by piece, no faster than the phone reads. */
export async function passBody(
  { error: broken, head: from }: UpstreamAnswer,
  to: ServerResponse,
  passage: Passage,
): Promise<Passed> {
  const { caller, context, limitMs, target } = passage;
  const kept: Buffer[] = [];
  let bytes = 0;
  const pieces = (from as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  const gone = once(to, 'close').then(() => 'gone' as const);
  try {
    for (;;) {
      const next = await context.clock.within(limitMs, Promise.race([pieces.next(), gone]));
      if (next === 'gone') break;
      if (next === timedOut) throw failure(caller, target, 'timeout', `no more of the body in ${limitMs} ms`);
      if (next.done) break;
      const piece = next.value;
      if (bytes < MAX_KEPT_BYTES) kept.push(Buffer.from(piece.subarray(0, MAX_KEPT_BYTES - bytes)));
      bytes += piece.length;
      if (bytes > MAX_ANSWER_BYTES) {
        throw failure(caller, target, 'answer-too-large', `more than ${MAX_ANSWER_BYTES} bytes`);
      }
      if (to.destroyed) break;
      if (!to.write(piece) && (await Promise.race([once(to, 'drain'), gone])) === 'gone') break;
    }
  } catch (error) {
    const cause = broken() ?? error;
    const detail = cause instanceof Error ? cause.message : String(cause);
    const problem = error instanceof HarnessError ? error : failure(caller, target, problemOf(cause), detail);
    return { bytes, kept: Buffer.concat(kept), problem };
  }
  return { bytes, kept: Buffer.concat(kept) };
}
