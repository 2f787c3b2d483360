import type { z } from 'zod';
import { type Issue, issuesOf, type Path } from '../document.js';
import { isObject } from '../merge-patch.js';
import { adviceFor, type Problem, valueAt } from '../problem.js';
import { type Left, without } from './without.js';

/** Times a document is looked at, each time without what was wrong the time before; what is left then is not told. */
const MAX_ROUNDS = 12;

/** How a document is sifted. */
export interface Sieve<T> {
  parse(value: unknown): z.ZodSafeParseResult<T>;
  jsonSchema(): unknown;
  /** What the document must have at its top; stands in where it is missing or wrong, so that the rest can be checked. */
  readonly standIns?: Readonly<Record<string, unknown>>;
  /** Places known to be wrong already, so that what is wrong for that alone is not told. */
  readonly lost?: readonly Path[];
  /** A part of the document could not be read: what is missing may be there. */
  readonly incomplete?: boolean;
}

/** A document that was sifted. */
export interface Sifted<T> {
  /** Absent where nothing useful is left. */
  readonly spec: T | undefined;
  /** As written, without what is wrong. */
  readonly rest: Left;
  /** Paths of what was left out, as written. */
  readonly lost: readonly Path[];
  readonly problems: readonly Problem[];
}

/**
 * Everything that is wrong with a document, and what is right about it. A schema's own checks come first, and what it
 * checks of the whole only once these are met: so what is wrong is left out, and the rest looked at again.
 */
export function sift<T>(value: unknown, sieve: Sieve<T>): Sifted<T> {
  const { incomplete = false, standIns = {} } = sieve;
  const known = sieve.lost ?? [];
  const lost: Path[] = [];
  const problems: Problem[] = [];
  let rest = without(value, []);
  let standing = {};
  let allChecked = false;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const result = sieve.parse(isObject(rest.value) ? { ...rest.value, ...standing } : rest.value);
    if (result.success) return { spec: result.data, rest, lost, problems };
    const missing = ({ by = [], path }: Issue) => by.length > 0 || valueAt(value, path) === undefined;
    const issues = issuesOf(result.error.issues, [], rest.original);
    // Parts that do not go together because one of them is wrong by itself come behind that one.
    const [alone, together] = [issues.filter(({ by }) => !by), issues.filter(({ by }) => by)];
    for (const some of [alone, together]) {
      const before = [...known, ...lost];
      for (const issue of some) {
        const follows = [issue.path, ...(issue.by ?? [])].some((path) => before.some((gone) => concerns(gone, path)));
        const problem = adviceFor(issue, value, sieve.jsonSchema);
        if (!allChecked && !follows && !(incomplete && missing(issue))) problems.push(problem);
        lost.push(toLeaveOut(value, issue.path, lost));
        // What was written under the wrong name is not missing under the right one.
        if (problem.meantKey !== undefined) lost.push([...issue.path.slice(0, -1), problem.meantKey]);
      }
    }
    // Every check has run: what shows from here on comes of what was left out.
    allChecked ||= result.error.issues.every(({ code }) => code === 'custom');
    if (lost.some((path) => path.length === 0)) break;
    const named = ([key]: [string, unknown]) => lost.some(([only, ...more]) => only === key && more.length === 0);
    standing = Object.fromEntries(Object.entries(standIns).filter(named));
    rest = without(value, lost);
  }
  return { spec: undefined, rest, lost, problems };
}

/** What must go for the path to be no longer wrong: itself, or what lacks it, or what was left out of it before. */
function toLeaveOut(value: unknown, path: Path, lost: readonly Path[]): Path {
  // What the top of a document must have has a stand-in, and need not be there.
  for (let length = path.length; length > 0; length--) {
    const part = path.slice(0, length);
    const gone = lost.some((each) => each.length === length && startsWith(part, each));
    if ((valueAt(value, part) !== undefined || path.length === 1) && !gone) return part;
  }
  return [];
}

/** Whether what is wrong at one place can be why something is wrong at another. */
export function concerns(gone: Path, path: Path): boolean {
  // What an expected event is called is known to those after it alone.
  const scope = gone.at(-2) === 'events' ? gone.slice(0, -1) : gone;
  return startsWith(path, scope) || startsWith(gone, path);
}

function startsWith(path: Path, start: Path): boolean {
  return start.length <= path.length && start.every((key, index) => key === path[index]);
}
