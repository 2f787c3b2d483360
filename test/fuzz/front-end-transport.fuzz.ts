import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import {
  checkRequest,
  type FramedSip,
  type Likeness,
  SipFramer,
  type SipMessage,
  serializeSip,
} from '../../harness/wire/sip/index.js';
import { answersOf, believingContext } from '../servers/front-end/believing.js';
import { answeredTwice, bytesOf, type Choice, lineVariants } from '../servers/front-end/repetition.js';
import { onlyHarnessErrors } from './promises.js';
import { cut, mutatedMessage, mutatedStream } from './sip-mutation.js';
import type { FuzzTarget } from './target.js';

const pieces = fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 2000 })), {
  minLength: 1,
  maxLength: 6,
});

/** Nearly always what stands there as a rule, so that requests are alike and then are not. */
const choice: fc.Arbitrary<Choice> = fc.tuple(
  ...lineVariants.map((variants) =>
    fc.oneof({ weight: 30, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: variants.length - 1 }) }),
  ),
);

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
  {
    name: 'front-end: requests that repeat one another in part are answered as if none did',
    property: fc.asyncProperty(fc.array(choice, { minLength: 2, maxLength: 20 }), async (choices) => {
      const { repeated, unlike } = await answeredTwice(choices);
      for (const [i, answer] of repeated.entries()) {
        if (answer !== unlike[i]) throw new Error(`request ${i}: ${answer} in place of ${unlike[i]}`);
      }
    }),
  },
  {
    name: 'SIP heads of one connection: read as each would be alone, and alike only where they are',
    property: fc.property(fc.array(choice, { minLength: 2, maxLength: 20 }), (choices) => {
      const framer = new SipFramer();
      const before = new Map<Likeness, SipMessage>();
      for (const each of choices) {
        const [framed] = framer.push(bytesOf(each));
        const [alone] = new SipFramer().push(bytesOf(each));
        if (framed?.kind !== 'message' || alone?.kind !== 'message') {
          if (framed?.kind !== alone?.kind) throw new Error(`${framed?.kind} in place of ${alone?.kind}`);
          // A stream of which nobody knows where the next message begins.
          if (framed?.kind === 'invalid' && framed.lost) return;
          continue;
        }
        if (!isDeepStrictEqual(framed.message, alone.message)) throw new Error('read differently');
        const { likeness, message } = framed;
        const other = likeness && before.get(likeness);
        if (other && likeness && !differOnlyAt(message, other, likeness.places)) throw new Error('not alike');
        if (likeness) before.set(likeness, message);
      }
    }),
  },
];

function differOnlyAt(one: SipMessage, other: SipMessage, places: readonly number[]): boolean {
  const { headers, body: _, ...start } = one;
  const { headers: others, body: __, ...otherStart } = other;
  if (!isDeepStrictEqual(start, otherStart) || headers.length !== others.length) return false;
  return headers.every(({ name, value }, place) => {
    return name === others[place]?.name && (places.includes(place) || value === others[place]?.value);
  });
}

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
