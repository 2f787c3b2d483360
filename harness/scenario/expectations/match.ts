import { isObject } from '../merge-patch.js';

/** Whether the actual value holds everything the expected one names: objects in part, all else exactly. */
export function matches(expected: unknown, actual: unknown): boolean {
  if (isObject(expected)) {
    return isObject(actual) && Object.entries(expected).every(([key, value]) => matches(value, actual[key]));
  }
  if (Array.isArray(expected)) {
    return (
      Array.isArray(actual) &&
      expected.length === actual.length &&
      expected.every((value, index) => matches(value, actual[index]))
    );
  }
  return expected === actual;
}

/** The fields that differ, `path expected X, was Y`; empty when it matches. */
export function differences(expected: Readonly<Record<string, unknown>>, actual: unknown, path = ''): string[] {
  return Object.entries(expected).flatMap(([key, value]) => {
    const here = path === '' ? key : `${path}.${key}`;
    const found = isObject(actual) ? actual[key] : undefined;
    if (matches(value, found)) return [];
    if (isObject(value) && isObject(found)) return differences(value, found, here);
    return [`${here} expected ${show(value)}, was ${found === undefined ? 'absent' : show(found)}`];
  });
}

export function show(value: unknown): string {
  return typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
}
