import { HarnessError } from '../../../foundation/errors/index.js';
import { dnKey, foldText, parseDn } from '../../../wire/ldap/index.js';
import type { Syntax } from './attributes.js';

/** What is compared for equality; undefined for a value that is none of its syntax. */
export function normalValue(syntax: Syntax, value: Buffer): string | undefined {
  switch (syntax) {
    case 'exact':
      return value.toString('latin1');
    case 'text':
    case 'time':
      return foldText(value.toString('utf8'));
    case 'boolean': {
      const text = value.toString('utf8').toUpperCase();
      return text === 'TRUE' || text === 'FALSE' ? text : undefined;
    }
    case 'integer': {
      const text = value.toString('latin1').trim();
      return /^-?\d{1,19}$/.test(text) ? BigInt(text).toString() : undefined;
    }
    case 'dn':
      return nameKey(value.toString('utf8'));
  }
}

/** The key of a distinguished name, undefined for text that is none. */
export function nameKey(text: string): string | undefined {
  try {
    return dnKey(parseDn(text));
  } catch (error) {
    if (error instanceof HarnessError) return undefined;
    throw error;
  }
}

/** Below zero, zero, above zero; undefined where the syntax has no order. */
export function compareValues(syntax: Syntax, one: string, other: string): number | undefined {
  if (syntax === 'integer') {
    const difference = BigInt(one) - BigInt(other);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }
  if (syntax === 'text' || syntax === 'time') return one < other ? -1 : one > other ? 1 : 0;
  return undefined;
}
