import type { BerReader } from '../ber/reader.js';
import { application, BerTag } from '../ber/tags.js';
import { element, octets, text } from '../ber/writer.js';

export interface PartialAttribute {
  /** Description, with options. */
  readonly type: string;
  readonly values: readonly Buffer[];
}

/** SearchResultEntry (RFC 4511 4.5.2). */
export interface SearchResultEntry {
  readonly kind: 'searchResultEntry';
  readonly dn: string;
  readonly attributes: readonly PartialAttribute[];
}

export const SEARCH_RESULT_ENTRY = application(4);

export function readSearchResultEntry(reader: BerReader): SearchResultEntry {
  const parts = reader.constructed(SEARCH_RESULT_ENTRY, 'the entry');
  const dn = parts.text('the name of the entry');
  const attributes = parts
    .constructed(BerTag.sequence, 'the attributes of the entry')
    .each('the attributes of the entry', readAttribute);
  return { kind: 'searchResultEntry', dn, attributes };
}

function readAttribute(reader: BerReader): PartialAttribute {
  const parts = reader.constructed(BerTag.sequence, 'an attribute of the entry');
  const type = parts.text('an attribute of the entry');
  const values = parts.constructed(BerTag.set, 'the values').each('the values', (each) => each.octets('a value'));
  return { type, values };
}

export function writeSearchResultEntry({ attributes, dn }: Omit<SearchResultEntry, 'kind'>): Buffer {
  return element(SEARCH_RESULT_ENTRY, text(dn), element(BerTag.sequence, ...attributes.map(writeAttribute)));
}

function writeAttribute({ type, values }: PartialAttribute): Buffer {
  return element(BerTag.sequence, text(type), element(BerTag.set, ...values.map((value) => octets(value))));
}
