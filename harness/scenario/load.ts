import { readFileSync, statSync } from 'node:fs';
import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { HarnessError } from '../foundation/errors/index.js';
import { isObject, mergePatch, withoutRemovals } from './merge-patch.js';
import { BASE_VARIANT, type Scenario, type Variant } from './scenario.js';
import { type ScenarioSpec, scenarioSchema } from './schema/scenario.js';

/** A scenario is a page or two; a megabyte is a mistake. */
export const MAX_SCENARIO_BYTES = 1024 * 1024;
/** Aliases expanded in one file; more is an attempt to exhaust memory. */
const MAX_ALIASES = 100;

type Path = readonly PropertyKey[];

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
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const broken = document.errors[0];
  if (broken) throw invalid(file, lines, broken.pos[0], broken.message);
  const raw = toPlain(document, file, lines);
  const locate = (path: Path): number => offsetOf(document, path);
  const check = (value: unknown, place: (path: Path) => number): ScenarioSpec => {
    const result = scenarioSchema.safeParse(value);
    if (result.success) return result.data;
    const { path, detail } = firstIssue(result.error.issues);
    throw invalid(file, lines, place(path), detail);
  };
  const spec = check(withVariantsStripped(raw), locate);
  return {
    id: spec.id,
    summary: spec.summary,
    source: spec.source,
    file,
    variants: [
      variantOf(BASE_VARIANT, spec),
      ...(spec.variants ?? []).map((variant, index) => {
        const patch = rawVariant(raw, index);
        const merged = check(applied(raw, patch), (path) =>
          offsetOf(document, ['variants', index, ...path], ['variants', index]),
        );
        return variantOf(variant.name, { ...merged, needs: variant.needs ?? merged.needs }, variant.summary);
      }),
    ],
  };
}

function variantOf(name: string, spec: ScenarioSpec, summary?: string): Variant {
  return {
    name,
    summary,
    needs: spec.needs,
    clock: spec.clock ?? 'now',
    deployment: spec.deployment ?? {},
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

function toPlain(document: Document.Parsed, file: string, lines: LineCounter): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    throw invalid(file, lines, 0, (error as Error).message);
  }
}

/** The deepest issue: for a union, that of the branch that came furthest. */
function firstIssue(issues: readonly z.core.$ZodIssue[], base: Path = []): { path: Path; detail: string } {
  const issue = issues[0];
  if (!issue) return { path: base, detail: 'it does not fit the schema' };
  const path = [...base, ...issue.path];
  if (issue.code === 'invalid_union') {
    const deepest = issue.errors
      .map((branch) => firstIssue(branch, path))
      .sort((one, other) => other.path.length - one.path.length)[0];
    if (deepest && deepest.path.length > path.length) return deepest;
  }
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    return { path: [...path, key], detail: `unknown key "${key}"${where(path)}` };
  }
  return { path, detail: `${path.map(String).join('.') || 'the file'}: ${issue.message}`.replace(/\.$/, '') };
}

function where(path: Path): string {
  return path.length === 0 ? '' : ` in ${path.map(String).join('.')}`;
}

/** Offset of the node at the path, or of the nearest that exists above it. */
function offsetOf(document: Document.Parsed, path: Path, fallback: Path = []): number {
  for (let length = path.length; length > 0; length--) {
    const parent =
      length === 1 ? document.contents : (document.getIn(path.slice(0, length - 1), true) as Node | undefined);
    const key = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === key);
      if (pair && isScalar(pair.key) && pair.key.range) return pair.key.range[0];
    }
    const node = document.getIn(path.slice(0, length), true) as Node | undefined;
    if (node?.range) return node.range[0];
  }
  return fallback.length > 0 ? offsetOf(document, fallback) : 0;
}

function invalid(file: string, lines: LineCounter, offset: number, detail: string): HarnessError {
  const { line, col } = lines.linePos(offset);
  return new HarnessError('SCENARIO_INVALID', { file, line: Math.max(1, line), column: Math.max(1, col), detail });
}
