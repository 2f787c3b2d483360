import { nearest } from '../../foundation/nearest.js';
import type { Path } from '../document.js';
import type { ScenarioFile } from '../schema/scenario.js';
import type { Problems } from './problems.js';
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
 * Every combination that is not excluded. Problems: SCENARIO_INVALID where an exclusion or a case names what is not
 * there or fits nothing, and where nothing is left.
 */
export function combinationsOf(source: Source<ScenarioFile>, problems: Problems): Combination[] {
  const { matrix } = source.spec;
  if (!matrix) return [];
  const { axes, cases = [], exclude = [] } = matrix;
  const known = (chosen: Chosen, path: Path) => namesExist(chosen, { axes, source, problems }, path);
  const all = product(axes);
  const excluded = exclude.filter((chosen, index) => known(chosen, ['matrix', 'exclude', index]));
  const told = cases.map(({ when }, index) => known(when, ['matrix', 'cases', index, 'when']));
  const left = all.filter((one) => !excluded.some((chosen) => includes(one, chosen)));
  if (left.length === 0) {
    const advice = 'Exclude fewer combinations';
    problems.add(invalid(source.place(['matrix', 'exclude']), 'every combination of the matrix is excluded', advice));
  }
  for (const [index, { when }] of cases.entries()) {
    if (left.length === 0 || !told[index] || left.some((one) => includes(one, when))) continue;
    const detail = 'no combination is left that this case is about';
    problems.add(invalid(source.place(['matrix', 'cases', index]), detail, 'Take the case or the exclusion away'));
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

interface Checked {
  readonly axes: Matrix['axes'];
  readonly source: Source<ScenarioFile>;
  readonly problems: Problems;
}

function namesExist(chosen: Chosen, { axes, problems, source }: Checked, path: Path): boolean {
  const wrong = Object.entries(chosen).flatMap(([axis, value]) => {
    // What is wrong with an axis or a value is told where that stands.
    if (
      [
        ['matrix', 'axes', axis],
        ['matrix', 'axes', axis, value],
      ].some(source.lacks)
    )
      return [];
    const values = Object.hasOwn(axes, axis) ? axes[axis] : undefined;
    if (!values) return [unknown('axis', axis, Object.keys(axes), source, [...path, axis])];
    return Object.hasOwn(values, value) ? [] : [unknown(axis, value, Object.keys(values), source, [...path, axis])];
  });
  for (const problem of wrong) problems.add(problem);
  return wrong.length === 0;
}

function unknown(what: string, word: string, words: readonly string[], source: Source<ScenarioFile>, path: Path) {
  const near = nearest(word, words);
  const meant = near === undefined ? '' : `; did you mean "${near}"?`;
  const advice = near === undefined ? `Give one of ${words.join(', ')}` : `Write "${near}" instead of "${word}"`;
  return invalid(source.place(path), `the matrix has no ${what} "${word}"${meant}`, advice);
}
