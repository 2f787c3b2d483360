import { z } from 'zod';
import { macOf, PHONE_NAME } from './device.js';
import { durationSchema } from './duration.js';
import { expectSchema } from './expect.js';
import { phoneSchema } from './phone.js';

/** Phones of one scenario at most; a loopback network has addresses for 150. */
export const MAX_PHONES = 50;

/** What a phone among several has beside its settings; `faults` are a phone's own. */
export function phoneSection<Faults extends z.ZodType>(faults: Faults) {
  return {
    ...phoneSchema.shape,
    powerOn: durationSchema
      .optional()
      .describe('When it is switched on, after the servers opened; at once when absent.'),
    faults: faults.describe('What goes wrong for this phone alone.'),
    expect: expectSchema.optional().describe('What must come of this phone.'),
  };
}

export const phoneNameSchema = z
  .string()
  .regex(PHONE_NAME, 'a name of small letters, digits and hyphens')
  .refine((name) => macOf(name) === undefined, 'a name, not a MAC address');
