import type { DirectoryEntry } from '../../../pool/index.js';
import { syntaxOf } from '../schema/attributes.js';
import { normalValue } from '../schema/normal-value.js';

/** Normalized once an entry: entries never change, and a filter asks all of them. */
const known = new WeakMap<DirectoryEntry, Map<string, readonly string[]>>();

/** The values of an attribute as they compare; empty where the entry has none. */
export function normalValues(entry: DirectoryEntry, attribute: string): readonly string[] {
  let byAttribute = known.get(entry);
  if (!byAttribute) {
    byAttribute = new Map();
    known.set(entry, byAttribute);
  }
  let values = byAttribute.get(attribute);
  if (!values) {
    const found = entry.attributes.get(attribute);
    if (!found) return nothing;
    const syntax = syntaxOf(attribute) ?? 'text';
    values = found.values.map((value) => normalValue(syntax, value)).filter((value) => value !== undefined);
    byAttribute.set(attribute, values);
  }
  return values;
}

const nothing: readonly string[] = [];
