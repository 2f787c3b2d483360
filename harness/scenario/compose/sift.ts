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
  /** What can stand for something that must be there and is missing or wrong, so that what is around it is checked. */
  standIn?(path: Path): unknown;
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
  const known = sieve.lost ?? [];
  const lost: Path[] = [];
  const problems: Problem[] = [];
  const standing: StandIn[] = [];
  let rest = without(value, []);
  let allChecked = false;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const result = sieve.parse(withStandIns(rest, standing));
    if (result.success) return { spec: result.data, rest, lost, problems };
    for (const some of inTurn(issuesOf(result.error.issues, [], rest.original))) {
      const before = [...known, ...lost];
      for (const issue of some) {
        const problem = adviceFor(issue, value, sieve.jsonSchema);
        if (!allChecked && !follows(issue, before) && !maybeElsewhere(issue, value, sieve)) problems.push(problem);
        const standIn = sieve.standIn?.(issue.path);
        if (standIn === undefined || standing.some(({ path }) => same(path, issue.path))) {
          lost.push(toLeaveOut(value, issue.path, lost));
        } else {
          lost.push(issue.path);
          standing.push({ path: issue.path, value: standIn });
        }
        // What was written under the wrong name is not missing under the right one.
        if (problem.meantKey !== undefined) lost.push([...issue.path.slice(0, -1), problem.meantKey]);
      }
    }
    // Every check has run: what shows from here on comes of what was left out.
    allChecked ||= result.error.issues.every(({ code }) => code === 'custom');
    if (lost.some((path) => path.length === 0)) break;
    rest = without(value, lost);
  }
  return { spec: undefined, rest, lost, problems };
}

/** Keys nobody knows, then values that are wrong by themselves, then what does not go together: each can be why of the next. */
function inTurn(issues: readonly Issue[]): Issue[][] {
  const turn = ({ by, unknownKey }: Issue) => (unknownKey !== undefined ? 0 : by ? 2 : 1);
  return [0, 1, 2].map((which) => issues.filter((issue) => turn(issue) === which));
}

/** Whether it may be wrong only because of what is wrong already. */
function follows({ by = [], path }: Issue, before: readonly Path[]): boolean {
  return [path, ...by].some((each) => before.some((gone) => concerns(gone, each)));
}

/** Whether what is missing may be in a part that could not be read. */
function maybeElsewhere({ by = [], path }: Issue, value: unknown, { incomplete }: Pick<Sieve<unknown>, 'incomplete'>) {
  return incomplete === true && (by.length > 0 || valueAt(value, path) === undefined);
}

interface StandIn {
  readonly path: Path;
  readonly value: unknown;
}

function withStandIns({ remaining, value }: Left, standing: readonly StandIn[]): unknown {
  return standing.reduce((whole, { path, value: standIn }) => {
    const here = remaining(path);
    return here === undefined ? whole : put(whole, here, standIn);
  }, value);
}

/** The value with another one at the path, where there is an object to put it in. */
function put(value: unknown, [key, ...below]: Path, standIn: unknown): unknown {
  if (key === undefined) return standIn;
  if (Array.isArray(value)) return value.map((each, index) => (index === key ? put(each, below, standIn) : each));
  if (!isObject(value)) return value;
  return { ...value, [key]: put(value[String(key)], below, standIn) };
}

/** What must go for the path to be no longer wrong: itself, or what lacks it, or what was left out of it before. */
function toLeaveOut(value: unknown, path: Path, lost: readonly Path[]): Path {
  for (let length = path.length; length > 0; length--) {
    const part = path.slice(0, length);
    if (valueAt(value, part) !== undefined && !lost.some((each) => same(each, part))) return part;
  }
  return [];
}

function same(one: Path, other: Path): boolean {
  return one.length === other.length && startsWith(one, other);
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
