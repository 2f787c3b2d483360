import { z } from 'zod';

/** Combinations of one matrix at most. */
export const MAX_COMBINATIONS = 200;
/** More axes than a person can name in a sentence. */
const MAX_AXES = 6;

const word = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._ -]{0,59}$/, 'a short name');

/** Which combinations: the named values of the named axes, whatever the others are. */
const combination = z.record(word, word).refine((value) => Object.keys(value).length > 0, 'at least one axis');

/** Variants as a matrix; `patch` is what a variant may change. */
export function matrixSchema<Patch extends z.ZodRawShape>(patch: Patch) {
  const value = z.strictObject(patch);
  return z
    .strictObject({
      axes: z
        .record(
          word,
          z.record(word, value).refine((values) => Object.keys(values).length > 0, 'at least one value'),
        )
        .refine((axes) => Object.keys(axes).length > 0, 'at least one axis')
        .refine((axes) => Object.keys(axes).length <= MAX_AXES, `not more than ${MAX_AXES} axes`)
        .refine(
          (axes) =>
            Object.values(axes).reduce((product, values) => product * Object.keys(values).length, 1) <=
            MAX_COMBINATIONS,
          `not more than ${MAX_COMBINATIONS} combinations`,
        )
        .describe('By name; each has values by name, and each value is what it changes, as in a variant.'),
      exclude: z.array(combination).max(MAX_COMBINATIONS).optional().describe('Combinations that are not run.'),
      cases: z
        .array(z.strictObject({ when: combination.describe('Which combinations it is about.'), ...patch }))
        .max(MAX_COMBINATIONS)
        .optional()
        .describe('What more some combinations change, above all what is expected of them; in this order.'),
    })
    .describe('Every combination of the axes is a variant: `firmware CU11, path usb`.');
}
