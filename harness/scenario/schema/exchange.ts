import { z } from 'zod';
import { durationSchema } from './duration.js';

const date = z.iso.datetime({ error: 'not a date like 2014-11-15T09:00:00Z' });

const appointmentSchema = z
  .strictObject({
    user: z.string().min(1).describe('Account name of a deployed user.'),
    subject: z.string().min(1).max(255),
    location: z.string().max(255).optional(),
    start: date,
    end: date,
  })
  .refine(({ start, end }) => Date.parse(start) < Date.parse(end), 'it ends before it starts');

/** The Exchange organization beside Lync; there is one when this, its host or its certificate is given. */
export const exchangeSchema = z.strictObject({
  https: z.boolean().optional().describe('Whether Exchange listens on https 443.'),
  http: z.boolean().optional().describe('Whether Exchange listens on http 80, and sends to https.'),
  autodiscoverName: z.boolean().optional().describe('Whether DNS has autodiscover.<SMTP domain>.'),
  certificateRenewed: z
    .union([z.strictObject({ after: durationSchema }), z.strictObject({ on: date })], {
      error: 'either `after: 30d` or `on: 2014-12-15T00:00:00Z`',
    })
    .optional()
    .describe('When Exchange begins to present certificates.exchangeRenewed: after scenario time, or on a date.'),
  appointments: z.array(appointmentSchema).max(500).optional().describe('What is in the calendars.'),
});

export type ExchangeSpec = z.infer<typeof exchangeSchema>;
