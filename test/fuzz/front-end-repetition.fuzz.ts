import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { type Likeness, SipFramer, type SipMessage } from '../../harness/wire/sip/index.js';
import { answeredTwice, bytesOf, type Choice, lineVariants } from '../servers/front-end/repetition.js';
import type { FuzzTarget } from './target.js';

/** Nearly always what stands there as a rule, so that requests are alike and then are not. */
const choice: fc.Arbitrary<Choice> = fc.tuple(
  ...lineVariants.map((variants) =>
    fc.oneof({ weight: 30, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: variants.length - 1 }) }),
  ),
);

export const targets: readonly FuzzTarget[] = [
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
