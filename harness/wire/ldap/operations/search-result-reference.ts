import type { BerReader } from '../ber/reader.js';
import { application } from '../ber/tags.js';
import { element, text } from '../ber/writer.js';

/** SearchResultReference (RFC 4511 4.5.2): where the search goes on. */
export interface SearchResultReference {
  readonly kind: 'searchResultReference';
  /** `ldap://contoso.com/CN=Configuration,DC=contoso,DC=com`. */
  readonly uris: readonly string[];
}

export const SEARCH_RESULT_REFERENCE = application(19);

export function readSearchResultReference(reader: BerReader): SearchResultReference {
  const parts = reader.constructed(SEARCH_RESULT_REFERENCE, 'the reference');
  return { kind: 'searchResultReference', uris: parts.each('the reference', (each) => each.text('a reference')) };
}

export function writeSearchResultReference({ uris }: Pick<SearchResultReference, 'uris'>): Buffer {
  return element(SEARCH_RESULT_REFERENCE, ...uris.map((uri) => text(uri)));
}
