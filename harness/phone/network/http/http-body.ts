import type { IncomingMessage } from 'node:http';
import { timedOut } from '../../../foundation/clock/index.js';
import { HarnessError } from '../../../foundation/errors/index.js';
import type { WaitingClock } from '../../waiting.js';
import type { HttpAnswer } from './http-answer.js';

/** An answer whose body is taken piece by piece. */
export type HttpHead = Omit<HttpAnswer, 'body'>;

/** Gets each piece of a body; undefined where the body is of no use, which is passed over. */
export type TakeBody = (head: HttpHead) => ((chunk: Buffer) => void) | undefined;

/** The largest body that is passed over: what comes with an error. */
const MAX_PASSED_OVER = 256 * 1024;

export function headOf(message: IncomingMessage): HttpHead {
  return {
    status: message.statusCode ?? 0,
    header: (name) => message.headersDistinct[name.toLowerCase()] ?? [],
  };
}

/**
 * Hands over a body as it comes, no more of it in memory than one piece; `limit`: milliseconds of silence.
 * @throws HarnessError PHONE_NO_ANSWER, PHONE_HTTP_INVALID, whatever `take` throws, and the stream's own error
 */
export async function takeBody(
  message: IncomingMessage,
  take: TakeBody,
  { clock, limit, what, url }: { clock: WaitingClock; limit: number; what: string; url: URL },
): Promise<HttpHead> {
  const head = headOf(message);
  const use = take(head);
  const pieces = (message as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  for (let passed = 0; ; ) {
    const next = await clock.within(limit, pieces.next());
    if (next === timedOut) {
      throw new HarnessError('PHONE_NO_ANSWER', { who: url.host, what, limit: limit / 1000 });
    }
    if (next.done) return head;
    if (use !== undefined) {
      use(next.value);
      continue;
    }
    passed += next.value.length;
    if (passed > MAX_PASSED_OVER) {
      throw new HarnessError('PHONE_HTTP_INVALID', {
        url: url.href,
        what,
        detail: `an error of over ${MAX_PASSED_OVER} bytes`,
      });
    }
  }
}
