import { deepStrictEqual } from 'node:assert';
import { HarnessError } from '../../harness/foundation/errors/index.js';

/** The result, or nothing when a HarnessError was thrown; any other error is a broken promise. */
export function onlyHarnessErrors<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof HarnessError && error.code !== 'INTERNAL') return undefined;
    throw error;
  }
}

/** Throws unless both are the same; a decoded Buffer may be a view of another. */
export function equal(actual: unknown, expected: unknown): void {
  deepStrictEqual(plain(actual), plain(expected));
}

function plain(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return `bytes ${value.toString('hex')}`;
  if (value instanceof Date) return value.getTime();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
}
