import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { checkRequest, type FramedSip, SipFramer, serializeSip } from '../../harness/wire/sip/index.js';
import { answersOf, believingContext } from '../servers/front-end/believing.js';
import { onlyHarnessErrors } from './promises.js';
import { cut, mutatedMessage, mutatedStream } from './sip-mutation.js';
import type { FuzzTarget } from './target.js';

const pieces = fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 2000 })), {
  minLength: 1,
  maxLength: 6,
});

export const targets: readonly FuzzTarget[] = [
  {
    name: 'SIP mutated: framed alike however the stream is cut, and nothing kept behind its end',
    property: fc.property(mutatedStream, pieces, (stream, lengths) => {
      const whole = framedBy([Buffer.from(stream)]);
      if (!isDeepStrictEqual(framedBy(cut(stream, lengths)), whole)) throw new Error('the cuts change the result');
    }),
  },
  {
    name: 'SIP mutated: what is read can be checked, and written so that it reads the same',
    property: fc.property(mutatedMessage, (bytes) => {
      for (const each of framedBy([Buffer.from(bytes)])) if (each.kind === 'message') readsBack(each);
    }),
  },
  {
    name: 'front-end: mutated streams end the connection with each request answered once, none with an error',
    property: fc.asyncProperty(mutatedStream, pieces, async (stream, lengths) => {
      const context = await believingContext();
      const { errors, requests, responses } = await answersOf(context, cut(stream, lengths));
      if (errors.length > 0) throw new Error(`unforeseen: ${JSON.stringify(errors[0])}`);
      if (responses > requests) throw new Error(`${responses} answers to ${requests} requests`);
    }),
  },
];

function framedBy(chunks: readonly Buffer[]): FramedSip[] {
  const framer = new SipFramer();
  const framed = chunks.flatMap((chunk) => framer.push(chunk));
  const half = framer.end();
  if (half) framed.push(half);
  // A line end at the very end may still become a keep-alive.
  if (framer.pending > 3) throw new Error('bytes are left');
  return framed;
}

function readsBack({ message }: Extract<FramedSip, { kind: 'message' }>): void {
  if (message.kind === 'request') onlyHarnessErrors(() => checkRequest(message));
  const [again, ...more] = framedBy([serializeSip(message)]);
  if (more.length > 0 || again?.kind !== 'message') throw new Error('it is not one message any more');
  const { headers, ...rest } = again.message;
  const { headers: before, ...restBefore } = message;
  const written = headers.slice(0, before.length);
  if (!isDeepStrictEqual(written, before) || !isDeepStrictEqual(rest, restBefore)) throw new Error('reads differently');
}
