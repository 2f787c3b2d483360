import type { Path } from '../document.js';
import { isObject, withoutRemovals } from '../merge-patch.js';
import {
  fragmentJsonSchema,
  fragmentSchema,
  type ScenarioFile,
  scenarioFileSchema,
  scenarioJsonSchema,
} from '../schema/scenario.js';
import type { FileShape } from './source.js';

let scenarioKeys: unknown;
let fragmentKeys: unknown;

export const scenarioShape: FileShape<ScenarioFile> = {
  schema: scenarioFileSchema,
  jsonSchema: () => (scenarioKeys ??= scenarioJsonSchema()),
  standIn: textOfScenario,
  withoutRemovals: scenarioWithoutRemovals,
};

/** For what a scenario and its variants are called. */
function textOfScenario(path: Path): string | undefined {
  const [first, index, key, ...below] = path;
  const ofVariant = first === 'variants' && typeof index === 'number' && key === 'name' && below.length === 0;
  return ofVariant || (path.length === 1 && (first === 'id' || first === 'summary')) ? 'unnamed' : undefined;
}

export const fragmentShape: FileShape<unknown> = {
  schema: fragmentSchema,
  jsonSchema: () => (fragmentKeys ??= fragmentJsonSchema()),
  withoutRemovals,
};

/** Parts of a scenario that change another one, and so may take keys away. */
const patches = ['variants', 'fragments', 'matrix'];

/** A scenario that is built on nothing has nothing to take away: there, null is a mistake. */
function scenarioWithoutRemovals(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  const built = raw.extends !== undefined || raw.use !== undefined;
  const entries = Object.entries(raw)
    .filter(([, value]) => !built || value !== null)
    .map(([key, value]) => [key, built || patches.includes(key) ? inLists(value) : value]);
  return Object.fromEntries(entries);
}

/** In the lists of variants and cases too; other lists are values. */
function inLists(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutRemovals);
  if (isObject(value) && Array.isArray(value.cases)) {
    return { ...(withoutRemovals(value) as object), cases: value.cases.map(withoutRemovals) };
  }
  return withoutRemovals(value);
}
