import type { BerReader } from './ber/reader.js';
import { BerTag, constructed, primitive } from './ber/tags.js';
import { boolean, element, octets, text } from './ber/writer.js';
import { invalidLdap, tooLarge } from './invalid.js';
import { MAX_FILTER_DEPTH, MAX_FILTER_PARTS } from './limits.js';

/** Kinds that compare one attribute with one value. */
export type Comparison = 'equality' | 'greaterOrEqual' | 'lessOrEqual' | 'approx';

/** A search filter (RFC 4511 4.5.1.7). Attributes are descriptions as sent, with options. */
export type LdapFilter =
  | { readonly kind: 'and' | 'or'; readonly filters: readonly LdapFilter[] }
  | { readonly kind: 'not'; readonly filter: LdapFilter }
  | { readonly kind: Comparison; readonly attribute: string; readonly value: Buffer }
  | {
      readonly kind: 'substrings';
      readonly attribute: string;
      readonly initial?: Buffer;
      readonly any: readonly Buffer[];
      readonly final?: Buffer;
    }
  | { readonly kind: 'present'; readonly attribute: string }
  | {
      readonly kind: 'extensible';
      /** Object identifier or name of the matching rule. */
      readonly rule?: string;
      readonly attribute?: string;
      readonly value: Buffer;
      readonly dnAttributes: boolean;
    };

const comparisons: Readonly<Record<number, Comparison>> = {
  [constructed(3)]: 'equality',
  [constructed(5)]: 'greaterOrEqual',
  [constructed(6)]: 'lessOrEqual',
  [constructed(8)]: 'approx',
};
const comparisonTags: Readonly<Record<Comparison, number>> = {
  equality: constructed(3),
  greaterOrEqual: constructed(5),
  lessOrEqual: constructed(6),
  approx: constructed(8),
};

/** @throws HarnessError WIRE_TRUNCATED, WIRE_INVALID, WIRE_TOO_LARGE */
export function readFilter(reader: BerReader): LdapFilter {
  return read(reader, 0, { left: MAX_FILTER_PARTS });
}

function read(reader: BerReader, depth: number, budget: { left: number }): LdapFilter {
  if (depth === MAX_FILTER_DEPTH) throw tooLarge('the filter', 'MAX_FILTER_DEPTH');
  if (budget.left-- === 0) throw tooLarge('the filter', 'MAX_FILTER_PARTS');
  const tag = reader.peek() ?? 0;
  const comparison = comparisons[tag];
  if (comparison) {
    const pair = reader.constructed(tag, 'a comparison of the filter');
    const attribute = pair.text('an attribute of the filter');
    return { kind: comparison, attribute, value: pair.octets('a value of the filter') };
  }
  switch (tag) {
    case constructed(0):
    case constructed(1): {
      const members = reader.constructed(tag, 'the filter');
      const filters = members.each('the filter', (member) => read(member, depth + 1, budget));
      return { kind: tag === constructed(0) ? 'and' : 'or', filters };
    }
    case constructed(2): {
      const inner = reader.constructed(tag, 'a negation of the filter');
      return { kind: 'not', filter: read(inner, depth + 1, budget) };
    }
    case constructed(4):
      return readSubstrings(reader.constructed(tag, 'a substring filter'));
    case primitive(7):
      return { kind: 'present', attribute: reader.text('an attribute of the filter', tag) };
    case constructed(9):
      return readExtensible(reader.constructed(tag, 'an extensible match'));
    default:
      throw invalidLdap('the filter', reader.done ? 'it is missing' : `no filter has the tag 0x${tag.toString(16)}`);
  }
}

function readSubstrings(parts: BerReader): LdapFilter {
  const attribute = parts.text('an attribute of the filter');
  const pieces = parts.constructed(BerTag.sequence, 'the pieces of a substring filter');
  let initial: Buffer | undefined;
  let final: Buffer | undefined;
  const any: Buffer[] = [];
  pieces.each('the pieces of a substring filter', (piece) => {
    const tag = piece.peek() ?? 0;
    const value = piece.octets('a piece of a substring filter', tag);
    if (final || (tag === primitive(0) && (initial || any.length > 0))) {
      throw invalidLdap('a substring filter', 'its pieces are out of order');
    }
    if (tag === primitive(0)) initial = value;
    else if (tag === primitive(1)) any.push(value);
    else if (tag === primitive(2)) final = value;
    else throw invalidLdap('a substring filter', `no piece has the tag 0x${tag.toString(16)}`);
  });
  if (!initial && !final && any.length === 0) throw invalidLdap('a substring filter', 'it has no pieces');
  return { kind: 'substrings', attribute, ...(initial && { initial }), any, ...(final && { final }) };
}

function readExtensible(parts: BerReader): LdapFilter {
  const rule = parts.peek() === primitive(1) ? parts.text('a matching rule', primitive(1)) : undefined;
  const attribute = parts.peek() === primitive(2) ? parts.text('an attribute of the filter', primitive(2)) : undefined;
  const value = parts.octets('a value of the filter', primitive(3));
  const dnAttributes = parts.peek() === primitive(4) ? parts.boolean('dnAttributes', primitive(4)) : false;
  if (rule === undefined && attribute === undefined) {
    throw invalidLdap('an extensible match', 'it names neither a rule nor an attribute');
  }
  return {
    kind: 'extensible',
    ...(rule !== undefined && { rule }),
    ...(attribute !== undefined && { attribute }),
    value,
    dnAttributes,
  };
}

export function writeFilter(filter: LdapFilter): Buffer {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return element(constructed(filter.kind === 'and' ? 0 : 1), ...filter.filters.map(writeFilter));
    case 'not':
      return element(constructed(2), writeFilter(filter.filter));
    case 'substrings': {
      const { any, attribute, final, initial } = filter;
      const pieces = [
        ...(initial ? [octets(initial, primitive(0))] : []),
        ...any.map((piece) => octets(piece, primitive(1))),
        ...(final ? [octets(final, primitive(2))] : []),
      ];
      return element(constructed(4), text(attribute), element(BerTag.sequence, ...pieces));
    }
    case 'present':
      return text(filter.attribute, primitive(7));
    case 'extensible': {
      const { attribute, dnAttributes, rule, value } = filter;
      return element(
        constructed(9),
        ...(rule === undefined ? [] : [text(rule, primitive(1))]),
        ...(attribute === undefined ? [] : [text(attribute, primitive(2))]),
        octets(value, primitive(3)),
        // DEFAULT FALSE is left out.
        ...(dnAttributes ? [boolean(true, primitive(4))] : []),
      );
    }
    default:
      return element(comparisonTags[filter.kind], text(filter.attribute), octets(filter.value));
  }
}
