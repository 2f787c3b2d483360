import { nearest } from '../../foundation/nearest.js';
import type { Path } from '../document.js';
import type { ScenarioFile } from '../schema/scenario.js';
import { invalid, type Source } from './source.js';

type Matrix = NonNullable<ScenarioFile['matrix']>;
type Chosen = Readonly<Record<string, string>>;

/** One combination of a matrix: its name, and where its pieces are written, in the order in which they are merged. */
export interface Combination {
  /** `firmware CU11, path usb`. */
  readonly name: string;
  readonly pieces: readonly Path[];
}

/**
 * Every combination that is not excluded.
 * @throws HarnessError SCENARIO_INVALID where an exclusion or a case names what is not there or fits nothing, and where
 * nothing is left
 */
export function combinationsOf(source: Source<ScenarioFile>): Combination[] {
  const { matrix } = source.spec;
  if (!matrix) return [];
  const { axes, cases = [], exclude = [] } = matrix;
  const all = product(axes);
  const check = (chosen: Chosen, path: Path) => checkNames(chosen, axes, source, path);
  exclude.forEach((chosen, index) => void check(chosen, ['matrix', 'exclude', index]));
  cases.forEach(({ when }, index) => void check(when, ['matrix', 'cases', index, 'when']));
  const left = all.filter((one) => !exclude.some((chosen) => includes(one, chosen)));
  if (left.length === 0) {
    const advice = 'Exclude fewer combinations';
    throw invalid(source.place(['matrix', 'exclude']), 'every combination of the matrix is excluded', advice);
  }
  for (const [index, { when }] of cases.entries()) {
    if (left.some((one) => includes(one, when))) continue;
    const detail = 'no combination is left that this case is about';
    throw invalid(source.place(['matrix', 'cases', index]), detail, 'Take the case or the exclusion away');
  }
  return left.map((one) => ({
    name: Object.entries(one)
      .map(([axis, value]) => `${axis} ${value}`)
      .join(', '),
    pieces: [
      ...Object.entries(one).map(([axis, value]) => ['matrix', 'axes', axis, value]),
      ...cases.flatMap(({ when }, index) => (includes(one, when) ? [['matrix', 'cases', index]] : [])),
    ],
  }));
}

function product(axes: Matrix['axes']): Chosen[] {
  return Object.entries(axes).reduce<Chosen[]>(
    (all, [axis, values]) => all.flatMap((one) => Object.keys(values).map((value) => ({ ...one, [axis]: value }))),
    [{}],
  );
}

function includes(one: Chosen, chosen: Chosen): boolean {
  return Object.entries(chosen).every(([axis, value]) => one[axis] === value);
}

function checkNames(chosen: Chosen, axes: Matrix['axes'], source: Source<ScenarioFile>, path: Path): void {
  for (const [axis, value] of Object.entries(chosen)) {
    const values = Object.hasOwn(axes, axis) ? axes[axis] : undefined;
    if (!values) throw unknown('axis', axis, Object.keys(axes), source, [...path, axis]);
    if (!Object.hasOwn(values, value)) throw unknown(axis, value, Object.keys(values), source, [...path, axis]);
  }
}

function unknown(what: string, word: string, words: readonly string[], source: Source<ScenarioFile>, path: Path) {
  const near = nearest(word, words);
  const meant = near === undefined ? '' : `; did you mean "${near}"?`;
  const advice = near === undefined ? `Give one of ${words.join(', ')}` : `Write "${near}" instead of "${word}"`;
  return invalid(source.place(path), `the matrix has no ${what} "${word}"${meant}`, advice);
}
