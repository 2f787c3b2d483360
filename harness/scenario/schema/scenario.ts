import { z } from 'zod';
import { type FaultShapes, faultSchema } from '../../faults/index.js';
import { changeSchema } from '../changes/schema.js';
import { deploymentSchema, serverCertificateSchema } from './deployment.js';
import { expectSchema } from './expect.js';
import { matrixSchema } from './matrix.js';
import { phoneSchema } from './phone.js';
import { MAX_PHONES, phoneNameSchema, phoneSection } from './phones.js';
import { wholeProblems } from './whole.js';

const clock = z
  .union([z.literal('now'), z.iso.datetime({ error: 'not a date like 2014-11-15T09:00:00Z' })])
  .describe('Date at the start: `now`, or ISO 8601 in UTC.');

/** What a scenario's faults and changes share with the rest of it. */
export const faultShapes: FaultShapes = { certificate: serverCertificateSchema };

// Named, so that the published schema has each once.
const fault = faultSchema(faultShapes).meta({ id: 'fault' });
const change = changeSchema(faultShapes).meta({ id: 'change' });
const deployment = deploymentSchema.meta({ id: 'deployment' });

const faults = z
  .array(fault)
  .max(50)
  .optional()
  .describe('What goes wrong on purpose; a fault that is never carried out fails the run.');
const changes = z
  .array(change)
  .max(50)
  .optional()
  .describe('What an administrator does while it runs; a change that is never carried out fails the run.');
const operator = z
  .array(z.string())
  .max(100)
  .optional()
  .describe('What a person does at a real phone; shown by serve.');
const needs = z
  .literal('real-root')
  .optional()
  .describe('Rests on a built-in public root: a real phone needs the real certificate (--certificate).');
const use = z
  .array(z.string().min(1))
  .max(20)
  .optional()
  .describe(
    'Fragments to include: names of `fragments`, or files (./lab.fragment.yaml). What is written beside wins over ' +
      'them; their faults, changes and operator steps are added at the end.',
  );
const fragmentOfPhone = z.strictObject(phoneSection(faults)).partial().meta({ id: 'phone' });
const phones = z.record(phoneNameSchema, fragmentOfPhone);

/** What a fragment, a variant or a value of a matrix may say; every part of it may be left out. */
const patch = {
  clock: clock.optional(),
  deployment: deployment.optional().describe('What is deployed.'),
  phone: phoneSchema.partial().meta({ id: 'onlyPhone' }).optional().describe('The phone, where there is one.'),
  phones: phones
    .optional()
    .describe('Several phones by name, instead of `phone`; each is followed on its own and has its own expect.'),
  faults,
  changes,
  expect: expectSchema.optional().describe('What must come of it; replaces what was expected before, whole.'),
  operator,
};

/** A fragment file, or one of `fragments`. */
export const fragmentSchema = z.strictObject(patch).meta({ id: 'fragment' });

const variantSchema = z
  .strictObject({
    name: z.string().min(1).describe('What is different, in a few words.'),
    summary: z.string().optional().describe('One sentence; that of the scenario when absent.'),
    needs,
    use,
    ...patch,
  })
  .describe('What is different from the scenario. Lists replace the scenario’s whole; null takes a key away.');

/** A scenario file as it is written. The base itself runs as the variant `as reported`. */
export const scenarioFileSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9-]+(\/[a-z0-9-]+)*$/, 'lower-case words with hyphens, in folders')
    .describe('Folder and name: lower-case words with hyphens.'),
  summary: z.string().min(1).describe('The incident in one sentence.'),
  symptom: z.string().min(1).optional().describe('What somebody sees; the last text on the display when absent.'),
  source: z.string().optional().describe('Where the case is documented.'),
  extends: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Scenario this one is built on: the id of a bundled one, or a file (./base.yaml). Its variants stay there.',
    ),
  use,
  fragments: z
    .record(z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, 'a word of small letters, digits and hyphens'), fragmentSchema)
    .optional()
    .describe('Pieces by name, for `use`, here and in whatever extends this.'),
  needs,
  ...patch,
  variants: z.array(variantSchema).max(100).optional().describe('What else to run, above all what cures it.'),
  matrix: matrixSchema(patch).optional(),
});

/** One phone of several, once everything is merged. */
const phoneOfSeveral = z.strictObject(phoneSection(faults));

/** One runnable case, once everything is merged. */
export const wholeSchema = z
  .strictObject({
    ...patch,
    phone: phoneSchema.optional(),
    phones: z
      .record(phoneNameSchema, phoneOfSeveral)
      .refine((all) => Object.keys(all).length > 0, 'at least one phone')
      .refine((all) => Object.keys(all).length <= MAX_PHONES, `not more than ${MAX_PHONES} phones`)
      .optional(),
  })
  .superRefine((whole, context) => {
    for (const { by = [], message, path } of wholeProblems(whole)) {
      context.addIssue({ code: 'custom', path: [...path], message, params: { by } });
    }
  });

export type ScenarioFile = z.infer<typeof scenarioFileSchema>;
export type WholeSpec = z.infer<typeof wholeSchema>;
export type PhoneOfSeveral = z.infer<typeof phoneOfSeveral>;

/** The published JSON Schema of a scenario file. */
export function scenarioJsonSchema(): unknown {
  return { title: 'mock-lync scenario', ...z.toJSONSchema(scenarioFileSchema, { io: 'input' }) };
}

/** Of a fragment file. */
export function fragmentJsonSchema(): unknown {
  return { title: 'mock-lync fragment', ...z.toJSONSchema(fragmentSchema, { io: 'input' }) };
}
