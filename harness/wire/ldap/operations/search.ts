import type { BerReader } from '../ber/reader.js';
import { application, BerTag } from '../ber/tags.js';
import { boolean, element, number, text } from '../ber/writer.js';
import { type LdapFilter, readFilter, writeFilter } from '../filter.js';
import { MAX_MESSAGE_ID } from '../limits.js';

export const searchScopes = ['baseObject', 'singleLevel', 'wholeSubtree'] as const;
export type SearchScope = (typeof searchScopes)[number];

/** SearchRequest (RFC 4511 4.5.1). */
export interface SearchRequest {
  readonly kind: 'searchRequest';
  readonly base: string;
  readonly scope: SearchScope;
  /** 0 never, 1 in searching, 2 finding the base, 3 always. */
  readonly derefAliases: number;
  /** Entries; 0 for no limit. */
  readonly sizeLimit: number;
  /** Seconds; 0 for no limit. */
  readonly timeLimit: number;
  readonly typesOnly: boolean;
  readonly filter: LdapFilter;
  /** As asked for; empty for all. */
  readonly attributes: readonly string[];
}

export const SEARCH_REQUEST = application(3);
const LAST_DEREFERENCE = 3;

export function readSearchRequest(reader: BerReader): SearchRequest {
  const parts = reader.constructed(SEARCH_REQUEST, 'the search request');
  const base = parts.text('the base');
  const scope = searchScopes[parts.number('the scope', searchScopes.length - 1, BerTag.enumerated)] ?? 'baseObject';
  const derefAliases = parts.number('derefAliases', LAST_DEREFERENCE, BerTag.enumerated);
  const sizeLimit = parts.number('the size limit', MAX_MESSAGE_ID);
  const timeLimit = parts.number('the time limit', MAX_MESSAGE_ID);
  const typesOnly = parts.boolean('typesOnly');
  const filter = readFilter(parts);
  const attributes = parts
    .constructed(BerTag.sequence, 'the attributes')
    .each('the attributes', (each) => each.text('an attribute'));
  return {
    kind: 'searchRequest',
    base,
    scope,
    derefAliases,
    sizeLimit,
    timeLimit,
    typesOnly,
    filter,
    attributes,
  };
}

export function writeSearchRequest(request: SearchRequest): Buffer {
  return element(
    SEARCH_REQUEST,
    text(request.base),
    number(searchScopes.indexOf(request.scope), BerTag.enumerated),
    number(request.derefAliases, BerTag.enumerated),
    number(request.sizeLimit),
    number(request.timeLimit),
    boolean(request.typesOnly),
    writeFilter(request.filter),
    element(BerTag.sequence, ...request.attributes.map((each) => text(each))),
  );
}
