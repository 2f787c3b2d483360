import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { HarnessError } from '../foundation/errors/index.js';
import { firstIssue, type Invalid, readDocument } from './document.js';
import { isObject, mergePatch, withoutRemovals } from './merge-patch.js';
import { BASE_VARIANT, type Scenario, type Variant } from './scenario.js';
import { type ScenarioSpec, scenarioSchema } from './schema/scenario.js';
import { withTemplateFiles } from './templates/files.js';

/** A scenario is a page or two; a megabyte is a mistake. */
export const MAX_SCENARIO_BYTES = 1024 * 1024;

/** Read a scenario file. Every error names the file, the line and the column. */
export function loadScenario(file: string): Scenario {
  let text: string;
  try {
    if (statSync(file).size > MAX_SCENARIO_BYTES) {
      throw new HarnessError('SCENARIO_INVALID', { file, line: 1, column: 1, detail: 'the file is larger than 1 MiB' });
    }
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof HarnessError) throw error;
    throw new HarnessError('FILE_UNREADABLE', { file, detail: (error as Error).message }, { cause: error });
  }
  return parseScenario(text, file);
}

/** The same for text; `file` is only named in errors. */
export function parseScenario(text: string, file: string): Scenario {
  const wrong = invalid(file);
  const { value: raw, place } = readDocument(text, wrong);
  const check = (value: unknown, inVariant?: number): ScenarioSpec => {
    const result = scenarioSchema.safeParse(value);
    if (result.success) return result.data;
    const { path, detail } = firstIssue(result.error.issues);
    const { line, column } =
      inVariant === undefined ? place(path) : place(['variants', inVariant, ...path], ['variants', inVariant]);
    throw wrong(line, column, detail);
  };
  const spec = check(withVariantsStripped(raw));
  return {
    id: spec.id,
    summary: spec.summary,
    symptom: spec.symptom,
    source: spec.source,
    file,
    variants: [
      variantOf(file, BASE_VARIANT, spec),
      ...(spec.variants ?? []).map((variant, index) => {
        const patch = rawVariant(raw, index);
        const merged = check(applied(raw, patch), index);
        return variantOf(file, variant.name, { ...merged, needs: variant.needs ?? merged.needs }, variant.summary);
      }),
    ],
  };
}

function variantOf(file: string, name: string, spec: ScenarioSpec, summary?: string): Variant {
  return {
    name,
    summary,
    needs: spec.needs,
    clock: spec.clock ?? 'now',
    deployment: withTemplateFiles(spec.deployment ?? {}, dirname(file)),
    phone: spec.phone,
    faults: spec.faults ?? [],
    expect: spec.expect,
    operator: spec.operator ?? [],
  };
}

/** The base with a variant's patch; `expect` and `operator` replace whole. */
function applied(raw: unknown, patch: Record<string, unknown>): unknown {
  const { name: _name, summary: _summary, needs: _needs, expect, operator, ...rest } = patch;
  const { variants: _variants, ...base } = isObject(raw) ? raw : {};
  const merged = mergePatch(base, rest) as Record<string, unknown>;
  return {
    ...merged,
    ...(expect === undefined ? {} : { expect }),
    ...(operator === undefined ? {} : { operator }),
  };
}

function rawVariant(raw: unknown, index: number): Record<string, unknown> {
  const variants = isObject(raw) && Array.isArray(raw.variants) ? raw.variants : [];
  const variant: unknown = variants[index];
  return isObject(variant) ? variant : {};
}

/** Variants may remove keys with null; for the check of the file itself those are left out. */
function withVariantsStripped(raw: unknown): unknown {
  if (!isObject(raw) || !Array.isArray(raw.variants)) return raw;
  return { ...raw, variants: raw.variants.map(withoutRemovals) };
}

function invalid(file: string): Invalid {
  return (line, column, detail) => new HarnessError('SCENARIO_INVALID', { file, line, column, detail });
}
