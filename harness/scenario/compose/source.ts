import type { z } from 'zod';
import { HarnessError } from '../../foundation/errors/index.js';
import { type Path, readDocument } from '../document.js';
import { isObject } from '../merge-patch.js';
import { adviceFor } from '../problem.js';
import type { Layer, Place } from './layer.js';

/** A file as it was read and found to fit its schema. */
export interface Source<T> {
  readonly file: string;
  /** As written. */
  readonly raw: Readonly<Record<string, unknown>>;
  /** Checked; keys that null takes away are left out. */
  readonly spec: T;
  place(path: Path, fallback?: Path): Place;
  /** A part of the file as a piece to merge, without some of its keys. */
  layer(at: Path, without?: readonly string[]): Layer;
}

/** Shapes of a file, for the check and for what an error can suggest. */
export interface FileShape<T> {
  readonly schema: z.ZodType<T>;
  jsonSchema(): unknown;
  /** The document without the nulls that take a key of another piece away. */
  withoutRemovals(raw: unknown): unknown;
}

/** Read a text against a schema. @throws HarnessError SCENARIO_INVALID with the place and what to do */
export function readSource<T>(text: string, file: string, shape: FileShape<T>): Source<T> {
  const { value, place: at } = readDocument(text, (line, column, detail) =>
    invalid({ file, line, column }, detail, 'Correct the YAML there'),
  );
  const place = (path: Path, fallback?: Path): Place => ({ file, ...at(path, fallback) });
  const result = shape.schema.safeParse(shape.withoutRemovals(value));
  if (!result.success) {
    const { path, detail, advice } = adviceFor(result.error.issues, value, shape.jsonSchema);
    throw invalid(place(path), detail, advice);
  }
  const raw = isObject(value) ? value : {};
  return {
    ...{ file, raw, spec: result.data, place },
    layer: (path, without = []) => {
      const part = path.reduce<unknown>((inner, key) => valueAt(inner, key), raw);
      const entries = Object.entries(isObject(part) ? part : {}).filter(([key]) => !without.includes(key));
      return { value: Object.fromEntries(entries), place: (below) => place([...path, ...below], path) };
    },
  };
}

export function invalid({ file, line, column }: Place, detail: string, advice: string): HarnessError {
  return new HarnessError('SCENARIO_INVALID', { file, line, column, detail, advice });
}

function valueAt(value: unknown, key: PropertyKey): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<PropertyKey, unknown>)[key];
}
