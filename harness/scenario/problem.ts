import { nearest } from '../foundation/nearest.js';
import type { Issue, Path } from './document.js';
import { validKeys } from './valid-keys.js';

/** Valid words told in full; more would hide the nearest. */
const MAX_TOLD = 12;

/** What is wrong with a document, and the sentence what to do (without its full stop). */
export interface Problem {
  readonly path: Path;
  readonly detail: string;
  readonly advice: string;
  /** The valid key that an unknown one was most likely meant to be. */
  readonly meantKey?: string | undefined;
}

/** An issue as a person is told of it: the nearest valid key or word, and what to do. */
export function adviceFor(issue: Issue, raw: unknown, jsonSchema: () => unknown): Problem {
  const { path, detail, unknownKey, values } = issue;
  if (unknownKey !== undefined) {
    const known = validKeys(jsonSchema(), raw, path.slice(0, -1));
    const near = nearest(unknownKey, known);
    return {
      path,
      meantKey: near,
      detail: `${detail}${near === undefined ? '' : `; did you mean "${near}"?`}`.replace(/\?$/, '?'),
      advice: near === undefined ? removal(unknownKey, known) : `Write "${near}" instead of "${unknownKey}"`,
    };
  }
  const given = valueAt(raw, path);
  if (values && typeof given === 'string') {
    const near = nearest(given, values);
    // A long list hides what matters.
    const wrong =
      values.length > MAX_TOLD ? `${path.map(String).join('.')}: there is no "${given.slice(0, 80)}"` : detail;
    if (near !== undefined) {
      return { path, detail: `${wrong}; did you mean "${near}"?`, advice: `Write "${near}" instead of "${given}"` };
    }
    return { path, detail: wrong, advice: `Give one of ${told(values)}` };
  }
  if (given === undefined && path.length > 0) {
    return { path, detail, advice: `Add "${String(path.at(-1))}" there` };
  }
  return { path, detail, advice: 'Correct that value' };
}

function removal(key: string, known: readonly string[]): string {
  return known.length === 0 ? `Take "${key}" away` : `Take "${key}" away, or use one of ${told(known)}`;
}

function told(words: readonly string[]): string {
  const more = words.length > MAX_TOLD ? ', …' : '';
  return `${words.slice(0, MAX_TOLD).join(', ')}${more}`;
}

/** What stands at the path; undefined where there is nothing. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, key)) return undefined;
    return (inner as Record<PropertyKey, unknown>)[key];
  }, value);
}
