import type { JournalEvent } from '../../journal/index.js';
import { isObject } from '../merge-patch.js';
import { referenceIn } from '../schema/references.js';
import type { Pattern } from './pattern.js';

/** The events that were captured so far, by name. */
export type Captures = ReadonlyMap<string, JournalEvent>;

/** A pattern with what its references stand for; the name of one whose event never happened. */
export function resolved(pattern: Pattern, captures: Captures): Pattern | { readonly unknown: string } {
  const missing: string[] = [];
  const value = (written: unknown, field: string): unknown => {
    const reference = referenceIn(written);
    if (reference) {
      const event = captures.get(reference.name);
      if (!event) missing.push(reference.name);
      const path = reference.path.length === 0 ? [field] : reference.path;
      return path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), event);
    }
    if (typeof written === 'string') return written.startsWith('$$') ? written.slice(1) : written;
    if (Array.isArray(written)) return written.map((each) => value(each, field));
    if (!isObject(written)) return written;
    return Object.fromEntries(Object.entries(written).map(([key, each]) => [key, value(each, key)]));
  };
  const fields = value(pattern.fields, '');
  const [unknown] = missing;
  if (unknown !== undefined) return { unknown };
  return { type: pattern.type, fields: isObject(fields) ? fields : {} };
}
