import { dirname } from 'node:path';
import { ancestryOf } from './compose/ancestry.js';
import { combinationsOf } from './compose/combinations.js';
import { Composition } from './compose/composition.js';
import { type Fragments, fragmentsOf, usedFragments } from './compose/fragments.js';
import type { Layer, Place } from './compose/layer.js';
import { readScenarioText } from './compose/read-file.js';
import { scenarioShape } from './compose/shapes.js';
import { invalid, readSource, type Source } from './compose/source.js';
import type { Path } from './document.js';
import { phonesOf } from './phones.js';
import { adviceFor } from './problem.js';
import { BASE_VARIANT, type Scenario, type Variant } from './scenario.js';
import { type ScenarioFile, type WholeSpec, wholeSchema } from './schema/scenario.js';
import { withTemplateFiles } from './templates/files.js';

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
  const source = readSource(text, file, scenarioShape);
  const ancestry = ancestryOf(source);
  const parts: Parts = { source, known: fragmentsOf(ancestry), ...inherited(ancestry) };
  const base = ancestry.reduce(
    (below, each) => below.with(each.layer([], ownKeys), usedOf(each, ['use'], each.spec.use, parts.known)),
    new Composition(),
  );
  const { id, summary } = source.spec;
  return {
    ...{ id, summary, file },
    symptom: source.spec.symptom,
    source: source.spec.source ?? parts.inheritedSource,
    variants: [
      variantOf(
        parts,
        { name: BASE_VARIANT },
        checked(base, (path) => base.place(path) ?? source.place([])),
      ),
      ...written(parts, base),
      ...combined(parts, base),
    ],
  };
}

interface Parts {
  readonly source: Source<ScenarioFile>;
  readonly known: Fragments;
  readonly needs: Variant['needs'];
  readonly inheritedSource: string | undefined;
}

/** What the nearest of the scenarios says that says it at all. */
function inherited(ancestry: readonly Source<ScenarioFile>[]): Pick<Parts, 'needs' | 'inheritedSource'> {
  return {
    needs: ancestry.findLast(({ spec }) => spec.needs !== undefined)?.spec.needs,
    inheritedSource: ancestry.findLast(({ spec }) => spec.source !== undefined)?.spec.source,
  };
}

function usedOf(source: Source<ScenarioFile>, at: Path, use: readonly string[] | undefined, known: Fragments): Layer[] {
  return usedFragments(use, { at, known, source });
}

/** The variants as they are written. */
function written(parts: Parts, base: Composition): Variant[] {
  const { known, source } = parts;
  return (source.spec.variants ?? []).map((variant, index) => {
    const at: Path = ['variants', index];
    const layer = source.layer(at, ownVariantKeys);
    const fragments = usedOf(source, [...at, 'use'], variant.use, known);
    const whole = base.with(layer, fragments);
    // The base is right by itself: what is wrong now is the variant's doing.
    const spec = checked(whole, (path) => whole.place(path, [...fragments, layer]) ?? source.place(at));
    return variantOf(parts, variant, spec);
  });
}

/** The combinations of the matrix. */
function combined(parts: Parts, base: Composition): Variant[] {
  const { source } = parts;
  return combinationsOf(source).map(({ name, pieces }) => {
    const layers = pieces.map((at) => source.layer(at, ownVariantKeys));
    const whole = layers.reduce((below, layer) => below.with(layer), base);
    const spec = checked(whole, (path) => whole.place(path, layers) ?? source.place(['matrix']));
    return variantOf(parts, { name }, spec);
  });
}

/** What was merged, checked as a whole. */
function checked({ value }: Composition, place: (path: Path) => Place): WholeSpec {
  const result = wholeSchema.safeParse(value);
  if (result.success) return result.data;
  const { advice, detail, path } = adviceFor(result.error.issues, value, scenarioShape.jsonSchema);
  throw invalid(place(path), detail, advice);
}

function variantOf(
  { needs, source }: Parts,
  own: { readonly name: string; readonly summary?: string | undefined; readonly needs?: Variant['needs'] },
  spec: WholeSpec,
): Variant {
  const phones = phonesOf(spec);
  return {
    name: own.name,
    summary: own.summary,
    needs: own.needs ?? needs,
    clock: spec.clock ?? 'now',
    deployment: withTemplateFiles(spec.deployment ?? {}, dirname(source.file)),
    // The whole has one at least.
    phone: (phones[0] as (typeof phones)[number]).spec,
    phones,
    faults: spec.faults ?? [],
    changes: spec.changes ?? [],
    expect: spec.expect ?? {},
    operator: spec.operator ?? [],
  };
}
