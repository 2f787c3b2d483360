import { z } from 'zod';
import type { FaultShapes } from '../../faults/index.js';
import { nearest } from '../../foundation/nearest.js';
import { deviceSchema } from '../schema/device.js';
import { durationSchema } from '../schema/duration.js';
import { type EventPattern, patternSchema } from '../schema/event-pattern.js';
import { changeTable } from './table.js';

/** A change as a scenario writes it, checked; its own parameters stand beside these keys. */
export interface ChangeSpec {
  readonly do: string;
  /** Scenario time since the servers opened. */
  readonly at?: string | undefined;
  readonly after?: EventPattern | undefined;
  readonly nth?: number | undefined;
  readonly device?: string | undefined;
  /** Between the event and the change. */
  readonly wait?: string | undefined;
  readonly [parameter: string]: unknown;
}

/** When a change falls due, the keys every change has. */
const due = {
  at: durationSchema.optional().describe('Scenario time since the servers opened: 10m, 2h. Either this or after.'),
  after: patternSchema.optional().describe('The event after which it falls due.'),
  nth: z.int().min(1).max(1_000_000).optional().describe('With after: which of these events; the first when absent.'),
  device: deviceSchema.optional().describe('With after: of this device alone, by MAC address or name in phones.'),
  wait: durationSchema.optional().describe('With after: scenario time between the event and the change.'),
};

/** One change of a scenario. Errors name the changes there are. */
export function changeSchema(shapes: FaultShapes): z.ZodType<ChangeSpec, unknown> {
  const branches = changeTable.map((kind) => {
    const own = kind.schema(shapes);
    return (
      own
        // A strict object with more keys; what its own refinements say holds for the whole.
        .safeExtend({ do: z.literal(kind.do), ...due })
        .superRefine((value, context) => {
          for (const { path, message } of dueProblems(value)) {
            context.addIssue({ code: 'custom', path: [...path], message });
          }
        })
        .describe(kind.summary)
    );
  });
  const [first, ...rest] = branches;
  if (first === undefined) throw new RangeError('there is at least one change');
  const words = changeTable.map((kind) => kind.do);
  const union = z.discriminatedUnion('do', [first, ...rest], {
    error: ({ code, input }) =>
      code === 'invalid_union' ? `${meant(input, words)}a change is one of ${words.join(', ')}` : undefined,
  });
  // What the branches give is what ChangeSpec says, which a union made from a table cannot express.
  return union as unknown as z.ZodType<ChangeSpec, unknown>;
}

function dueProblems(value: Record<string, unknown>): { readonly path: readonly string[]; readonly message: string }[] {
  const { after, at } = value;
  if ((at === undefined) === (after === undefined)) {
    return [{ path: [], message: 'a change falls due either `at` a time or `after` an event' }];
  }
  if (after !== undefined) return [];
  return ['nth', 'device', 'wait']
    .filter((key) => value[key] !== undefined)
    .map((key) => ({ path: [key], message: 'this goes with `after`, not with `at`' }));
}

function meant(input: unknown, words: readonly string[]): string {
  const word = typeof input === 'object' && input !== null && 'do' in input ? input.do : undefined;
  const near = typeof word === 'string' ? nearest(word, words) : undefined;
  return near === undefined ? '' : `did you mean "${near}"? `;
}
