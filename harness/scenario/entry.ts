import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { findingKinds } from '../diagnosis/index.js';
import { HarnessError } from '../foundation/errors/index.js';
import { bundledFolder, bundledIds } from './catalogue.js';
import { BASE_VARIANT } from './scenario.js';

const expectation = z.looseObject({
  outcome: z.string().optional(),
  finding: z.string().optional(),
  screen: z.string().optional(),
});

/** As much of a scenario file as a list needs; whether the rest is right is the loader's business. */
const entrySchema = z.looseObject({
  id: z.string(),
  summary: z.string(),
  symptom: z.string().optional(),
  source: z.string().default(''),
  expect: expectation.default({}),
  variants: z.array(z.looseObject({ name: z.string(), expect: expectation.optional() })).default([]),
});

/** A scenario as the catalogue lists it. */
export interface CatalogueEntry {
  readonly id: string;
  readonly summary: string;
  /** What somebody sees; absent where nothing goes wrong. */
  readonly symptom: string | undefined;
  /** Id of the finding expected; absent where there is none. */
  readonly finding: string | undefined;
  /** The finding's kind in a sentence. */
  readonly cause: string | undefined;
  readonly source: string;
  readonly variants: readonly string[];
  /** Names of the variants that end signed in and without a finding, where the base does not. */
  readonly cures: readonly string[];
}

/** The bundled scenarios, read in part: several times as fast as loading them. */
export function catalogueEntries(): CatalogueEntry[] {
  return bundledIds().map((id) => {
    const file = join(bundledFolder, `${id}.yaml`);
    return entryOf(readFileSync(file, 'utf8'), file);
  });
}

const ADVICE = 'Check the file with `mock-lync validate`';

/** Errors: SCENARIO_INVALID. */
export function entryOf(text: string, file: string): CatalogueEntry {
  const read = entrySchema.safeParse(parsed(text, file));
  if (!read.success) {
    throw new HarnessError('SCENARIO_INVALID', {
      file,
      line: 1,
      column: 1,
      detail: z.prettifyError(read.error),
      advice: ADVICE,
    });
  }
  const { id, summary, symptom, source, expect, variants } = read.data;
  const finding = expect.finding === 'none' ? undefined : expect.finding;
  const ill = symptom !== undefined || finding !== undefined || expect.outcome !== 'signed-in';
  return {
    id,
    summary,
    symptom: symptom ?? (ill ? expect.screen : undefined),
    finding,
    cause: findingKinds.find((kind) => kind.id === finding)?.explain(),
    source,
    variants: [BASE_VARIANT, ...variants.map(({ name }) => name)],
    cures: ill ? variants.filter((variant) => isCured(variant.expect)).map(({ name }) => name) : [],
  };
}

function isCured(expect: z.infer<typeof expectation> | undefined): boolean {
  return expect?.outcome === 'signed-in' && (expect.finding ?? 'none') === 'none';
}

function parsed(text: string, file: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new HarnessError('SCENARIO_INVALID', {
      file,
      line: 1,
      column: 1,
      detail: (error as Error).message,
      advice: ADVICE,
    });
  }
}

/** Rows of the failure catalogue that a source names: `failure catalogue T01, T02`. */
export function catalogueRows(source: string): string[] {
  return [...source.matchAll(/failure catalogue ((?:[TPNAUZ]\d{2}(?:, | and )?)+)/gi)].flatMap(
    ([, rows = '']) => rows.match(/[TPNAUZ]\d{2}/g) ?? [],
  );
}

/** Entries in which every word occurs, those first that say so in their symptom. */
export function searchSymptom(entries: readonly CatalogueEntry[], words: string): CatalogueEntry[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (text: string) => wanted.every((word) => text.toLowerCase().includes(word));
  const seen = entries.filter(({ symptom = '' }) => has(symptom));
  const told = entries.filter(
    (entry) =>
      !seen.includes(entry) &&
      has([entry.id, entry.summary, entry.symptom, entry.finding, entry.cause].filter(Boolean).join(' ')),
  );
  return [...seen, ...told];
}
