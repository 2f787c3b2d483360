import type { DirectoryEntry } from '../../../pool/index.js';
import { foldText, type LdapFilter, parseDn } from '../../../wire/ldap/index.js';
import { attributeOf, type Syntax, syntaxOf } from '../schema/attributes.js';
import { categoryDn, isClassName } from '../schema/categories.js';
import { compareValues, normalValue } from '../schema/normal-value.js';
import { type ExtensibleRule, extensibleRule } from './extensible.js';
import { normalValues } from './normal-values.js';

/** True, false, or undefined where the filter cannot say (RFC 4511 4.5.1.7). */
export type Verdict = boolean | undefined;
export type Matcher = (entry: DirectoryEntry) => Verdict;

const never: Matcher = () => undefined;

/** A filter made ready to be asked of many entries. `schemaDn`: where the short names of categories lead. */
export function compileFilter(filter: LdapFilter, schemaDn: string): Matcher {
  switch (filter.kind) {
    case 'and':
      return every(filter.filters.map((each) => compileFilter(each, schemaDn)));
    case 'or':
      return some(filter.filters.map((each) => compileFilter(each, schemaDn)));
    case 'not': {
      const inner = compileFilter(filter.filter, schemaDn);
      return (entry) => {
        const verdict = inner(entry);
        return verdict === undefined ? undefined : !verdict;
      };
    }
    case 'present': {
      const attribute = attributeOf(filter.attribute);
      // Active Directory takes a presence filter on what its schema does not know as false.
      return (entry) => entry.attributes.has(attribute);
    }
    case 'equality':
    case 'approx':
      return equality(filter.attribute, filter.value, schemaDn);
    case 'greaterOrEqual':
    case 'lessOrEqual':
      return ordered(filter.attribute, filter.value, filter.kind === 'greaterOrEqual' ? 1 : -1);
    case 'substrings':
      return substrings(filter);
    case 'extensible':
      return extensible(filter);
  }
}

function every(all: readonly Matcher[]): Matcher {
  return (entry) => {
    let verdict: Verdict = true;
    for (const matches of all) {
      const one = matches(entry);
      if (one === false) return false;
      if (one === undefined) verdict = undefined;
    }
    return verdict;
  };
}

function some(all: readonly Matcher[]): Matcher {
  return (entry) => {
    let verdict: Verdict = false;
    for (const matches of all) {
      const one = matches(entry);
      if (one === true) return true;
      if (one === undefined) verdict = undefined;
    }
    return verdict;
  };
}

/** What a value asserts about an attribute: the short name of a category stands for its object in the schema. */
function asserted(attribute: string, syntax: Syntax, value: Buffer, schemaDn: string): string | undefined {
  const text = value.toString('utf8');
  if (attribute === 'objectcategory' && isClassName(text)) {
    return normalValue(syntax, Buffer.from(categoryDn(text, schemaDn)));
  }
  return normalValue(syntax, value);
}

function equality(description: string, value: Buffer, schemaDn: string): Matcher {
  const attribute = attributeOf(description);
  const syntax = syntaxOf(attribute);
  const wanted = syntax && asserted(attribute, syntax, value, schemaDn);
  if (wanted === undefined) return never;
  return (entry) => normalValues(entry, attribute).includes(wanted);
}

function ordered(description: string, value: Buffer, sign: 1 | -1): Matcher {
  const attribute = attributeOf(description);
  const syntax = syntaxOf(attribute);
  const limit = syntax && normalValue(syntax, value);
  if (syntax === undefined || limit === undefined || compareValues(syntax, limit, limit) === undefined) return never;
  return (entry) =>
    normalValues(entry, attribute).some((each) => (compareValues(syntax, each, limit) ?? Number.NaN) * sign >= 0);
}

function substrings({ any, attribute, final, initial }: Extract<LdapFilter, { kind: 'substrings' }>): Matcher {
  const name = attributeOf(attribute);
  const syntax = syntaxOf(name);
  // Names have no substring rule in Active Directory, nor have numbers and truth values.
  if (syntax !== 'text' && syntax !== 'exact') return never;
  const piece = (bytes: Buffer) => (syntax === 'exact' ? bytes.toString('latin1') : foldPiece(bytes));
  const start = initial && piece(initial);
  const middle = any.map(piece);
  const end = final && piece(final);
  return (entry) => normalValues(entry, name).some((value) => holds(value, start, middle, end));
}

/** Case alone: spaces at the ends of a piece are part of it. */
function foldPiece(bytes: Buffer): string {
  return bytes.toString('utf8').replace(/ {2,}/g, ' ').toLowerCase();
}

function holds(value: string, start: string | undefined, middle: readonly string[], end: string | undefined): boolean {
  if (start !== undefined && !value.startsWith(start)) return false;
  let at = start?.length ?? 0;
  for (const piece of middle) {
    const found = value.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return end === undefined || (value.length - end.length >= at && value.endsWith(end));
}

function extensible(filter: Extract<LdapFilter, { kind: 'extensible' }>): Matcher {
  const { dnAttributes, rule, value } = filter;
  const attribute = filter.attribute === undefined ? undefined : attributeOf(filter.attribute);
  const syntax = attribute === undefined ? undefined : syntaxOf(attribute);
  if (attribute !== undefined && syntax === undefined) return never;
  const test = extensibleRule(rule, syntax, value);
  if (!test) return never;
  return (entry) => {
    const names = attribute === undefined ? [...entry.attributes.keys()].filter(hasSyntax(test.syntax)) : [attribute];
    if (names.some((name) => normalValues(entry, name).some(test.matches))) return true;
    return dnAttributes && inName(entry, attribute, test);
  };
}

function hasSyntax(syntax: Syntax): (attribute: string) => boolean {
  return (attribute) => syntaxOf(attribute) === syntax;
}

function inName(entry: DirectoryEntry, attribute: string | undefined, test: ExtensibleRule): boolean {
  return parseDn(entry.dn)
    .flat()
    .some(
      ({ type, value }) => (attribute ?? type.toLowerCase()) === type.toLowerCase() && test.matches(foldText(value)),
    );
}
