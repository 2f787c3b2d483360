import { children, descend, text, type XmlElement } from '../../../wire/xml/index.js';

/** Conditions and attributes read of one request. */
export const MAX_ATTRIBUTES = 100;
/** The most one answer gives (inferred); clients ask for up to a hundred. */
export const MAX_RESULTS = 100;

/** One attribute that a value is looked for in. */
interface Condition {
  readonly attribute: string;
  readonly value: string;
  readonly whole: boolean;
}

/** A SearchAbEntry as read (form observed of another client). */
export interface SearchRequest {
  readonly kind: 'BasicSearch' | 'ChangeSearch';
  /** Any of them for a BasicSearch, all of them for a ChangeSearch. */
  readonly conditions: readonly Condition[];
  /** Names as asked for; all when empty. */
  readonly wanted: readonly string[];
  readonly limit: number;
}

/** Undefined for what is neither search. */
export function readSearchRequest(operation: XmlElement): SearchRequest | undefined {
  const request = descend(operation, 'AbEntryRequest');
  const metadata = request && descend(request, 'Metadata');
  const wanted = names(metadata && textOf(metadata, 'ReturnList'));
  const asked = (metadata && textOf(metadata, 'MaxResultNum')) ?? '';
  const limit = /^[0-9]{1,6}$/.test(asked) ? Math.min(Number(asked), MAX_RESULTS) : MAX_RESULTS;
  const basic = request && descend(request, 'BasicSearch');
  if (basic) {
    const value = textOf(basic, 'Value') ?? '';
    const whole = /^equal/i.test(textOf(basic, 'Verb') ?? '');
    const conditions = names(textOf(basic, 'SearchList')).map((attribute) => ({ attribute, value, whole }));
    return { kind: 'BasicSearch', conditions, wanted, limit };
  }
  const change = request && descend(request, 'ChangeSearch');
  if (!change) return undefined;
  const conditions = children(change)
    .slice(0, MAX_ATTRIBUTES)
    .map((query) => ({
      attribute: textOf(query, 'SearchOn') ?? '',
      value: textOf(query, 'Value') ?? '',
      whole: false,
    }));
  return { kind: 'ChangeSearch', conditions, wanted, limit };
}

function names(list: string | undefined): string[] {
  return (list ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .slice(0, MAX_ATTRIBUTES);
}

function textOf(element: XmlElement, name: string): string | undefined {
  const found = descend(element, name);
  return found && text(found).trim();
}
