import type { Path } from './document.js';
import { isObject } from './merge-patch.js';

/** Schemas inside one another, references followed; what is deeper is not looked at. */
const MAX_NESTING = 60;

/** The keys a JSON Schema knows for the object at a path of a document; of the branches that fit what stands there. */
export function validKeys(schema: unknown, document: unknown, path: Path): string[] {
  let places = branches(schema, schema, document, 0);
  let value = document;
  for (const key of path) {
    value = typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined;
    const here = value;
    places = places.flatMap((place) => below(place, key).flatMap((inner) => branches(schema, inner, here, 0)));
  }
  return [...new Set(places.flatMap(({ properties }) => (isObject(properties) ? Object.keys(properties) : [])))];
}

function below(place: Readonly<Record<string, unknown>>, key: PropertyKey): unknown[] {
  const { additionalProperties, items, properties } = place;
  if (typeof key === 'number') return items === undefined ? [] : [items];
  if (isObject(properties) && Object.hasOwn(properties, key)) return [properties[String(key)]];
  return additionalProperties === undefined ? [] : [additionalProperties];
}

/** The object schemas that one schema comes down to. */
function branches(root: unknown, schema: unknown, value: unknown, depth: number): Record<string, unknown>[] {
  if (!isObject(schema) || depth > MAX_NESTING) return [];
  const { $ref, allOf, anyOf, oneOf } = schema;
  if (typeof $ref === 'string') return branches(root, referred(root, $ref), value, depth + 1);
  const all = [anyOf, oneOf, allOf].flatMap((list) => (Array.isArray(list) ? list : []));
  if (all.length > 0) return all.flatMap((each) => branches(root, each, value, depth + 1));
  return fits(schema, value) ? [schema] : [];
}

function referred(root: unknown, reference: string): unknown {
  return reference
    .replace(/^#\/?/, '')
    .split('/')
    .filter((part) => part !== '')
    .reduce<unknown>((inner, part) => (isObject(inner) && Object.hasOwn(inner, part) ? inner[part] : undefined), root);
}

/** Whether what stands there has the words by which a branch is told from the others. */
function fits({ properties }: Readonly<Record<string, unknown>>, value: unknown): boolean {
  if (!isObject(properties) || !isObject(value)) return true;
  return Object.entries(properties).every(([key, shape]) => {
    const given = value[key];
    if (typeof given !== 'string' || !isObject(shape)) return true;
    if ('const' in shape) return shape.const === given;
    return true;
  });
}
