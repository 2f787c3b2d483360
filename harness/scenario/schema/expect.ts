import { z } from 'zod';
import { findingIds } from '../../diagnosis/index.js';
import { eventTypeSchema } from './event-pattern.js';
import { expectedEventSchema } from './expected-event.js';
import { referenceProblems } from './references.js';

/** What must come of the scenario, or of one of its phones. */
export const expectSchema = z
  .strictObject({
    outcome: z.enum(['signed-in', 'sign-in-failed']).optional().describe('Judged on what the harness saw alone.'),
    finding: z
      .enum(['none', ...findingIds])
      .optional()
      .describe('The first finding of the diagnosis.'),
    events: z
      .array(expectedEventSchema)
      .max(200)
      .optional()
      .describe(
        'In this order, each matched in part, others in between; `never` and `count` cover the whole run. With ' +
          '`phones`, a phone’s own list is about its own events, the scenario’s about all of them.',
      ),
    nothingElse: z
      .union([z.literal('refusals'), z.array(eventTypeSchema).min(1).max(50)])
      .optional()
      .describe(
        'Of these event types nothing happens but what fits one of the events above; refusals: whatever a server ' +
          'refuses, whatever it does not understand, and every end of TLS without an agreement.',
      ),
    phone: z
      .strictObject({ firmware: z.string().regex(/^\d+(\.\d+){3}$/, 'four numbers') })
      .optional()
      .describe('The emulated phone at the end: the firmware it runs.'),
    screen: z.string().optional().describe('Last text on the emulated phone’s screen.'),
  })
  .superRefine(({ events = [] }, context) => {
    for (const { path, message } of referenceProblems(events)) {
      context.addIssue({ code: 'custom', path: ['events', ...path], message, params: { by: [] } });
    }
  })
  .meta({ id: 'expect' });

export type ExpectSpec = z.infer<typeof expectSchema>;
export type { EventPattern } from './event-pattern.js';
export type { ExpectedEvent } from './expected-event.js';
