import { z } from 'zod';
import { findingIds } from '../../diagnosis/index.js';
import { isEventType } from '../../journal/index.js';

const eventType = z.string().refine(isEventType, 'not an event type; `mock-lync schema --events` lists them');
const pattern = z.union([
  eventType,
  z
    .record(z.string(), z.record(z.string(), z.unknown()))
    .refine((value) => Object.keys(value).length === 1, 'one event type with its fields')
    .refine(
      (value) => isEventType(Object.keys(value)[0] ?? ''),
      'not an event type; `mock-lync schema --events` lists them',
    ),
]);
const never = z.strictObject({ never: pattern });

/** What must come of the scenario. */
export const expectSchema = z.strictObject({
  outcome: z.enum(['signed-in', 'sign-in-failed']).describe('Judged on what the harness saw alone.'),
  finding: z
    .enum(['none', ...findingIds])
    .optional()
    .describe('The first finding of the diagnosis.'),
  events: z
    .array(z.union([never, pattern]))
    .max(200)
    .optional()
    .describe('In this order, each matched in part, others in between; `never` covers the whole run.'),
  phone: z
    .strictObject({ firmware: z.string().regex(/^\d+(\.\d+){3}$/, 'four numbers') })
    .optional()
    .describe('The emulated phone at the end: the firmware it runs.'),
  screen: z.string().optional().describe('Last text on the emulated phone’s screen.'),
});

export type ExpectSpec = z.infer<typeof expectSchema>;
export type EventPattern = z.infer<typeof pattern>;
