import { dirname } from 'node:path';
import { HarnessError } from '../foundation/errors/index.js';
import { ancestryOf } from './compose/ancestry.js';
import { combinationsOf } from './compose/combinations.js';
import { Composition } from './compose/composition.js';
import { type Fragments, fragmentsOf, usedFragments } from './compose/fragments.js';
import type { Layer, Place } from './compose/layer.js';
import { Problems } from './compose/problems.js';
import { readScenarioText } from './compose/read-file.js';
import { scenarioShape } from './compose/shapes.js';
import { type Sifted, sift } from './compose/sift.js';
import { invalid, readSource, type Source } from './compose/source.js';
import type { Path } from './document.js';
import { anyOf, phonesOf } from './phones.js';
import type { Problem } from './problem.js';
import { BASE_VARIANT, type Scenario, type Variant } from './scenario.js';
import { type ScenarioFile, type WholeSpec, wholeSchema } from './schema/scenario.js';
import { type Attempt, withTemplateFiles } from './templates/files.js';

export { MAX_SCENARIO_BYTES } from './compose/read-file.js';

/** Keys of a file that tell of it and are not merged. */
const ownKeys = ['id', 'summary', 'symptom', 'source', 'extends', 'use', 'fragments', 'needs', 'variants', 'matrix'];
/** The same of a variant and of a case of the matrix. */
const ownVariantKeys = ['name', 'summary', 'needs', 'use', 'when'];

/**
 * Read a scenario file. Every error names the file, the line and the column.
 * @throws HarnessError SCENARIO_INVALID, FILE_UNREADABLE, TEMPLATE_INVALID
 */
export function loadScenario(file: string): Scenario {
  return parseScenario(readScenarioText(file), file);
}

/** The same for text; `file` is named in errors, and files that the scenario names are seen from its folder. */
export function parseScenario(text: string, file: string): Scenario {
  const examined = examineScenario(text, file);
  if ('problems' in examined) throw examined.problems[0];
  return examined.scenario;
}

/**
 * A file as `loadScenario` reads it: the scenario, or everything that is wrong with it.
 * @throws HarnessError what nobody foresaw alone
 */
export function examineFile(file: string): Examined {
  try {
    return examineScenario(readScenarioText(file), file);
  } catch (error) {
    if (error instanceof HarnessError && error.code !== 'INTERNAL') return { problems: [error] };
    throw error;
  }
}

/** The scenario, or everything that is wrong with it, in the order of `Problems`; at most `MAX_PROBLEMS`. */
export type Examined = { readonly scenario: Scenario } | { readonly problems: readonly HarnessError[] };

/** A text as `parseScenario` reads it. */
export function examineScenario(text: string, file: string): Examined {
  const problems = new Problems(file);
  const source = readSource(text, file, scenarioShape, problems);
  const scenario = source && scenarioOf(source, problems);
  const found = problems.all();
  if (found.length > 0) return { problems: found };
  if (!scenario) throw new HarnessError('INTERNAL', { detail: `${file} is no scenario, and nothing is wrong with it` });
  return { scenario };
}

function scenarioOf(source: Source<ScenarioFile>, problems: Problems): Scenario {
  const { chain, complete } = ancestryOf(source, problems);
  const parts: Parts = { source, problems, known: fragmentsOf(chain), ...inherited(chain) };
  const unread: Layer = { value: {}, unread: true, place: () => source.place(['extends']) };
  const base = chain.reduce(
    (below, each) => below.with(each.layer([], ownKeys), usedOf({ ...parts, source: each }, ['use'], each.spec.use)),
    complete ? new Composition() : new Composition().with(unread),
  );
  const { id, summary } = source.spec;
  const ofBase = checked(base);
  tell(parts, ofBase, (path) => base.place(path) ?? source.place([]));
  return {
    ...{ id, summary, file: source.file },
    symptom: source.spec.symptom,
    source: source.spec.source ?? parts.inheritedSource,
    variants: [
      ...variantOf(parts, { name: BASE_VARIANT }, ofBase.spec),
      ...written(parts, { base, problems: ofBase.problems }),
      ...combined(parts, { base, problems: ofBase.problems }),
    ],
  };
}

interface Parts {
  readonly source: Source<ScenarioFile>;
  readonly problems: Problems;
  readonly known: Fragments;
  readonly needs: Variant['needs'];
  readonly inheritedSource: string | undefined;
}

/** What variants stand on, and what is wrong with that by itself. */
interface Base {
  readonly base: Composition;
  readonly problems: readonly Problem[];
}

/** What the nearest of the scenarios says that says it at all. */
function inherited(ancestry: readonly Source<ScenarioFile>[]): Pick<Parts, 'needs' | 'inheritedSource'> {
  return {
    needs: ancestry.findLast(({ spec }) => spec.needs !== undefined)?.spec.needs,
    inheritedSource: ancestry.findLast(({ spec }) => spec.source !== undefined)?.spec.source,
  };
}

function usedOf({ known, problems, source }: Parts, at: Path, use: readonly string[] | undefined): Layer[] {
  return usedFragments(use, { at, known, problems, source });
}

/** The variants as they are written. */
function written(parts: Parts, below: Base): Variant[] {
  const { source } = parts;
  return (source.spec.variants ?? []).flatMap((variant, index) => {
    const at: Path = ['variants', index];
    const layer = source.layer(at, ownVariantKeys);
    const fragments = usedOf(parts, [...at, 'use'], variant.use);
    const whole = below.base.with(layer, fragments);
    return variantOf(parts, variant, checkedOn(parts, below, { whole, layers: [...fragments, layer], at }));
  });
}

/** The combinations of the matrix. */
function combined(parts: Parts, below: Base): Variant[] {
  const { problems, source } = parts;
  return combinationsOf(source, problems).flatMap(({ name, pieces }) => {
    const layers = pieces.map((at) => source.layer(at, ownVariantKeys));
    const whole = layers.reduce((merged, layer) => merged.with(layer), below.base);
    return variantOf(parts, { name }, checkedOn(parts, below, { whole, layers, at: ['matrix'] }));
  });
}

/** A case on top of the base: the pieces that are its own, and where it stands. */
interface OnTop {
  readonly whole: Composition;
  readonly layers: readonly Layer[];
  readonly at: Path;
}

function checkedOn(parts: Parts, { problems }: Base, { at, layers, whole }: OnTop): WholeSpec | undefined {
  if (parts.problems.full) return undefined;
  const { problems: found, spec } = checked(whole);
  // What is wrong with the base by itself is told there; anything else is the case's own doing.
  const own = found.filter(
    ({ detail, path }) => whole.writes(path, layers) || !problems.some((other) => other.detail === detail),
  );
  tell(parts, { problems: own }, (path) => whole.place(path, layers) ?? parts.source.place(at));
  return spec;
}

/** What was merged, checked as a whole. */
function checked({ incomplete, lost, value }: Composition): Pick<Sifted<WholeSpec>, 'spec' | 'problems'> {
  const { jsonSchema } = scenarioShape;
  return sift(value, {
    parse: (rest) => wholeSchema.safeParse(rest),
    jsonSchema,
    lost,
    incomplete,
    standIn: anyOf,
  });
}

function tell(
  { problems }: Parts,
  found: { readonly problems: readonly Problem[] },
  place: (path: Path) => Place,
): void {
  for (const { advice, detail, path } of found.problems) problems.add(invalid(place(path), detail, advice), 'in-whole');
}

function variantOf(
  { needs, problems, source }: Parts,
  own: { readonly name: string; readonly summary?: string | undefined; readonly needs?: Variant['needs'] },
  spec: WholeSpec | undefined,
): Variant[] {
  const phones = spec === undefined ? [] : phonesOf(spec);
  const attempt: Attempt = (work) => problems.attempt(work);
  const deployment = withTemplateFiles(spec?.deployment ?? {}, dirname(source.file), attempt);
  if (!spec || phones.length === 0) return [];
  const variant: Variant = {
    name: own.name,
    summary: own.summary,
    needs: own.needs ?? needs,
    clock: spec.clock ?? 'now',
    deployment,
    // The whole has one at least.
    phone: (phones[0] as (typeof phones)[number]).spec,
    phones,
    faults: spec.faults ?? [],
    changes: spec.changes ?? [],
    expect: spec.expect ?? {},
    operator: spec.operator ?? [],
  };
  return [variant];
}
