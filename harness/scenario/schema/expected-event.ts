import { z } from 'zod';
import { durationSchema } from './duration.js';
import { eventKeys } from './event-fields.js';
import { eventTypeSchema, patternSchema } from './event-pattern.js';

/** How often an event is counted at most: a month of keep-alives is far less. */
const MOST = 10_000_000;
const times = z.int().min(0).max(MOST);

const countSchema = z.union([
  times,
  z
    .strictObject({ min: times.optional().describe('At least.'), max: times.optional().describe('At most.') })
    .refine(({ max, min }) => min !== undefined || max !== undefined, 'min, max, or both')
    .refine(({ max = MOST, min = 0 }) => min <= max, 'min is not above max'),
]);

/** Name of a captured event, and how it is used: `$name`, `$name.field`. */
export const CAPTURE_NAME = /^[a-z][a-zA-Z0-9]{0,39}$/;

/** What stands beside the event in one item of the list. */
const own = {
  never: patternSchema.optional().describe('This does not happen in the whole run.'),
  any: z
    .array(patternSchema)
    .min(2)
    .max(50)
    .optional()
    .describe('These happen here in whichever order, others in between.'),
  count: countSchema
    .optional()
    .describe('How often it happens in the whole run: a number, or { min, max }. Out of the order of the others.'),
  within: durationSchema
    .optional()
    .describe('At most this scenario time after the event expected before it; after the start, where it is the first.'),
  as: z
    .string()
    .regex(CAPTURE_NAME, 'a word that begins with a small letter')
    .optional()
    .describe('Keeps the event: `$name.field` in later ones is its field, `$name` its field of the same name.'),
};

const itemSchema = z
  .strictObject({ ...eventKeys, ...own })
  .superRefine((item, context) => {
    const problem = itemProblem(item);
    if (problem) context.addIssue({ code: 'custom', path: problem.path, message: problem.message, params: { by: [] } });
  })
  .meta({ id: 'expectedEvent' });

/** One item of the expected events. */
export const expectedEventSchema = z.union([eventTypeSchema, itemSchema]);
export type ExpectedEvent = z.infer<typeof expectedEventSchema>;

function itemProblem(item: Readonly<Record<string, unknown>>): { path: string[]; message: string } | undefined {
  const { any, as, count, never, within } = item;
  const events = Object.keys(item).filter((key) => key.includes('.'));
  const what = [...events, ...(never === undefined ? [] : ['never']), ...(any === undefined ? [] : ['any'])];
  if (what.length !== 1) return { path: [], message: 'one event type with its fields, or never, or any' };
  const [only = ''] = what;
  const forbid = (key: string, value: unknown, why: string) =>
    value === undefined ? undefined : { path: [key], message: `${key} ${why}` };
  if (only === 'never') {
    const why = 'goes with an event that happens, not with never';
    return forbid('count', count, why) ?? forbid('within', within, why) ?? forbid('as', as, why);
  }
  if (only === 'any') {
    const why = 'goes with one event, not with any';
    return forbid('count', count, why) ?? forbid('as', as, why);
  }
  if (count === undefined) return undefined;
  const why = 'goes with an event that has its place in the order; one with count has none';
  return forbid('within', within, why) ?? forbid('as', as, why);
}
