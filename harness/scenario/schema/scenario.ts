import { z } from 'zod';
import { type FaultShapes, faultSchema } from '../../faults/index.js';
import { deploymentProblems } from './deployed.js';
import { deploymentSchema, serverCertificateSchema } from './deployment.js';
import { expectSchema } from './expect.js';
import { phoneSchema } from './phone.js';

const clock = z
  .union([z.literal('now'), z.iso.datetime({ error: 'not a date like 2014-11-15T09:00:00Z' })])
  .describe('Date at the start: `now`, or ISO 8601 in UTC.');

/** What a scenario's faults share with the rest of it. */
export const faultShapes: FaultShapes = { certificate: serverCertificateSchema };

// Named, so that the published schema has it once.
const fault = faultSchema(faultShapes).meta({ id: 'fault' });
const faults = z
  .array(fault)
  .max(50)
  .optional()
  .describe('What goes wrong on purpose; a fault that is never carried out fails the run.');

const variantSchema = z.strictObject({
  name: z.string().min(1),
  summary: z.string().optional(),
  needs: z
    .literal('real-root')
    .optional()
    .describe('Rests on a built-in public root: a real phone needs the real certificate (--certificate).'),
  clock: clock.optional(),
  deployment: deploymentSchema.optional(),
  phone: phoneSchema.partial().optional(),
  faults: faults.describe('Replaces the base’s whole list.'),
  expect: expectSchema.optional().describe('Replaces the base’s whole.'),
  operator: z.array(z.string()).optional(),
});

/** A scenario file. The base itself runs as the variant `as reported`. */
export const scenarioSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]+(\/[a-z0-9-]+)*$/, 'lower-case words with hyphens, in folders'),
    summary: z.string().min(1),
    symptom: z.string().min(1).optional().describe('What somebody sees; the last text on the display when absent.'),
    source: z.string().optional().describe('Where the case is documented.'),
    needs: z.literal('real-root').optional(),
    clock: clock.optional(),
    deployment: deploymentSchema.optional(),
    phone: phoneSchema,
    expect: expectSchema,
    variants: z.array(variantSchema).max(100).optional(),
    faults,
    operator: z.array(z.string()).optional().describe('What a person does at a real phone; shown by serve.'),
  })
  // Of the whole alone: a variant's own deployment is a patch, and is looked at once it is merged.
  .superRefine(({ deployment }, context) => {
    for (const { message, path } of deployment ? deploymentProblems(deployment) : []) {
      context.addIssue({ code: 'custom', path: ['deployment', ...path], message });
    }
  });

export type ScenarioSpec = z.infer<typeof scenarioSchema>;

/** The published JSON Schema of a scenario file. */
export function scenarioJsonSchema(): unknown {
  return { title: 'mock-lync scenario', ...z.toJSONSchema(scenarioSchema, { io: 'input' }) };
}
