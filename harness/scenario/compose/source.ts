import type { z } from 'zod';
import { HarnessError } from '../../foundation/errors/index.js';
import { openDocument, type Path } from '../document.js';
import { isObject } from '../merge-patch.js';
import type { Layer, Place } from './layer.js';
import type { Problems } from './problems.js';
import { sift } from './sift.js';
import type { Left } from './without.js';

/** A file as it was read and found to fit its schema. */
export interface Source<T> {
  readonly file: string;
  /** As written. */
  readonly raw: Readonly<Record<string, unknown>>;
  /** Checked; keys that null takes away are left out. */
  readonly spec: T;
  place(path: Path, fallback?: Path): Place;
  /** Whether something wrong was left out there. */
  lacks(path: Path): boolean;
  /** A part of the file as a piece to merge, without some of its keys. */
  layer(at: Path, without?: readonly string[]): Layer;
}

/** Shapes of a file, for the check and for what an error can suggest. */
export interface FileShape<T> {
  readonly schema: z.ZodType<T>;
  jsonSchema(): unknown;
  /** What can stand for something that must be there and is missing, so that what is around it is checked. */
  standIn?(path: Path): unknown;
  /** The document without the nulls that take a key of another piece away. */
  withoutRemovals(raw: unknown): unknown;
}

/**
 * Read a text against a schema. What is wrong goes to the problems, SCENARIO_INVALID each with the place and what to
 * do; the rest is the result, if there is any.
 */
export function readSource<T>(
  text: string,
  file: string,
  shape: FileShape<T>,
  problems: Problems,
): Source<T> | undefined {
  const document = openDocument(text);
  if (Array.isArray(document)) {
    for (const { detail, ...at } of document) problems.add(invalid({ file, ...at }, detail, 'Correct the YAML there'));
    return undefined;
  }
  const { value } = document;
  const at = (path: Path, fallback?: Path): Place => ({ file, ...document.place(path, fallback) });
  const sifted = sift(value, {
    parse: (rest) => shape.schema.safeParse(shape.withoutRemovals(rest)),
    jsonSchema: shape.jsonSchema,
    ...(shape.standIn && { standIn: shape.standIn }),
  });
  for (const { advice, detail, path } of sifted.problems) problems.add(invalid(at(path), detail, advice));
  const { lost, rest, spec } = sifted;
  if (spec === undefined) return undefined;
  const raw = isObject(rest.value) ? rest.value : {};
  const place = (path: Path, fallback: Path = []) => at(rest.original(path), rest.original(fallback));
  return {
    ...{ file, raw, spec, place },
    lacks: (path) => {
      const there = rest.original(path);
      return lost.some((gone) => gone.length === there.length && gone.every((key, index) => key === there[index]));
    },
    layer: (path, without = []) => {
      const part = path.reduce<unknown>((inner, key) => valueAt(inner, key), raw);
      const entries = Object.entries(isObject(part) ? part : {}).filter(([key]) => !without.includes(key));
      const start = rest.original(path);
      const inside = lost.filter((gone) => start.every((key, index) => key === gone[index]));
      return {
        value: Object.fromEntries(entries),
        lost: inside.flatMap((gone) => left(rest, gone).map((each) => each.slice(path.length))),
        place: (below) => place([...path, ...below], path),
      };
    },
  };
}

/** Where something was left out, as what is left is counted; an expected event that is gone concerns its whole list. */
function left({ remaining }: Left, gone: Path): Path[] {
  const here = remaining(gone) ?? (gone.at(-2) === 'events' ? remaining(gone.slice(0, -1)) : undefined);
  return here === undefined ? [] : [here];
}

export function invalid({ file, line, column }: Place, detail: string, advice: string): HarnessError {
  return new HarnessError('SCENARIO_INVALID', { file, line, column, detail, advice });
}

function valueAt(value: unknown, key: PropertyKey): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<PropertyKey, unknown>)[key];
}
