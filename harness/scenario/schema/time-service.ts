import { z } from 'zod';
import { durationSchema } from './duration.js';

const span = z
  .string()
  .regex(/^[+-]?[0-9P]/, 'a time like 9h, with a minus for the past')
  .refine((text) => durationSchema.safeParse(text.replace(/^[+-]/, '')).success, 'a time like 9h, -30m or -2d');

/** Steps a clock takes in one run. */
const MAX_JUMPS = 20;

/** The time server’s clock. */
export const timeServiceSchema = z.strictObject({
  served: z.boolean().optional().describe('false: nothing listens on UDP 123.'),
  date: z.iso
    .datetime({ error: 'not a date like 2014-11-15T09:00:00Z' })
    .optional()
    .describe('What it tells at the start; the scenario’s date when absent. Certificates keep to the scenario’s date.'),
  offset: span.optional().describe('How far ahead of that it is: 90s, 2d; -2d for behind.'),
  frozen: z.boolean().optional().describe('true: it tells one date for ever.'),
  drift: z
    .number()
    .min(-500_000)
    .max(500_000)
    .optional()
    .describe('Parts per million it runs fast, negative for slow.'),
  jumps: z
    .array(z.strictObject({ after: durationSchema, by: span }))
    .max(MAX_JUMPS)
    .optional()
    .describe('Steps it takes, at times of the run.'),
});

export type TimeServiceSpec = z.infer<typeof timeServiceSchema>;
