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

/** The body of an answer as it comes, each piece in its time. */
export class UpstreamBody {
  readonly #broken: UpstreamAnswer['error'];
  readonly #passage: Passage;
  readonly #pieces: AsyncIterator<Buffer>;
  readonly #kept: Buffer[] = [];
  #bytes = 0;
  #problem: HarnessError | undefined;

  constructor({ error, head }: UpstreamAnswer, passage: Passage) {
    this.#broken = error;
    this.#passage = passage;
    this.#pieces = (head as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  }

  get passed(): Passed {
    return {
      bytes: this.#bytes,
      kept: Buffer.concat(this.#kept),
      ...(this.#problem && { problem: this.#problem }),
    };
  }

  /** The next piece; undefined at the end, and when `gone` comes first. Errors: UPSTREAM_FAILED, recorded. */
  async next(gone: Promise<'gone'>): Promise<Buffer | undefined> {
    const { caller, context, limitMs, target } = this.#passage;
    try {
      const next = await context.clock.within(limitMs, Promise.race([this.#pieces.next(), gone]));
      if (next === timedOut) throw failure(caller, target, 'timeout', `no more of the body in ${limitMs} ms`);
      if (next === 'gone' || next.done) return undefined;
      const piece = next.value;
      if (this.#bytes < MAX_KEPT_BYTES) this.#kept.push(Buffer.from(piece.subarray(0, MAX_KEPT_BYTES - this.#bytes)));
      this.#bytes += piece.length;
      if (this.#bytes <= MAX_ANSWER_BYTES) return piece;
      throw failure(caller, target, 'answer-too-large', `more than ${MAX_ANSWER_BYTES} bytes`);
    } catch (error) {
      const cause = this.#broken() ?? error;
      const detail = cause instanceof Error ? cause.message : String(cause);
      this.#problem = error instanceof HarnessError ? error : failure(caller, target, problemOf(cause), detail);
      throw this.#problem;
    }
  }
}

/** When the client is there no more. */
export function goneFrom(to: ServerResponse): Promise<'gone'> {
  return once(to, 'close').then(() => 'gone' as const);
}

/** Passes a body on piece by piece, no faster than the phone reads. */
export async function passBody(answer: UpstreamAnswer, to: ServerResponse, passage: Passage): Promise<Passed> {
  const body = new UpstreamBody(answer, passage);
  const gone = goneFrom(to);
  try {
    for (;;) {
      const piece = await body.next(gone);
      if (!piece || to.destroyed) break;
      if (!to.write(piece) && (await Promise.race([once(to, 'drain'), gone])) === 'gone') break;
    }
  } catch (error) {
    if (error instanceof HarnessError) return body.passed;
    const detail = error instanceof Error ? error.message : String(error);
    return { ...body.passed, problem: failure(passage.caller, passage.target, problemOf(error), detail) };
  }
  return body.passed;
}
