import type { Directory, DirectoryEntry } from '../../../pool/index.js';
import {
  encodePagedResults,
  type LdapControl,
  type LdapResultName,
  type SearchRequest,
  type SearchScope,
} from '../../../wire/ldap/index.js';
import type { Matcher } from '../filter/compile.js';
import { searchControls } from './controls.js';
import { pageCookie, pageOffset } from './paging.js';
import type { Question } from './question.js';

export interface SearchOutcome {
  readonly entries: readonly DirectoryEntry[];
  readonly result: LdapResultName;
  readonly matchedDn: string;
  readonly message: string;
  readonly controls: readonly LdapControl[];
}

export interface SearchParts {
  readonly directory: Directory;
  /** MaxPageSize. */
  readonly maxEntries: number;
  rootDse(): DirectoryEntry;
}

/** Answers a search (RFC 4511 4.5, RFC 2696). */
export function search(
  request: SearchRequest,
  question: Question,
  given: readonly LdapControl[],
  parts: SearchParts,
): SearchOutcome {
  const controls = searchControls(given);
  if ('problem' in controls) return failed(controls.problem, controls.detail);
  const { baseKey, matches } = question;
  if (baseKey === undefined)
    return failed('invalidDNSyntax', '0000208F: NameErr: DSID-0310022F, problem 2006 (BAD_NAME)');
  if (baseKey === '' && request.scope === 'baseObject') return found(matches(anything) ? [parts.rootDse()] : []);
  const { directory } = parts;
  if (baseKey !== '' && !directory.get(baseKey)) return noSuchObject(directory, baseKey);
  const { paging } = controls;
  const offset = paging ? pageOffset(paging.cookie, request) : 0;
  if (offset === undefined)
    return failed('unwillingToPerform', '00000057: the paging cookie belongs to another search');
  const page = paging ? Math.min(paging.size || parts.maxEntries, parts.maxEntries) : parts.maxEntries;
  const limit = request.sizeLimit === 0 ? page : Math.min(page, request.sizeLimit);
  const matching = collect(candidates(directory, baseKey, request.scope), matches, offset, limit);
  if (!matching.more) return found(matching.entries, paging ? [encodePagedResults({ size: 0, cookie: none })] : []);
  if (paging && limit === page) {
    const cookie = pageCookie(offset + limit, request);
    return found(matching.entries, [encodePagedResults({ size: 0, cookie })]);
  }
  return { ...found(matching.entries), result: 'sizeLimitExceeded' };
}

const none = Buffer.alloc(0);

/** rootDSE is found by `(objectClass=*)` and says nothing of its class (MS-ADTS 3.1.1.3.2). */
const anything: DirectoryEntry = {
  ...{ dn: '', key: '', parent: '' },
  attributes: new Map([['objectclass', { name: 'objectClass', values: [Buffer.from('top')] }]]),
};

function collect(
  all: readonly DirectoryEntry[],
  matches: Matcher,
  offset: number,
  limit: number,
): { readonly entries: readonly DirectoryEntry[]; readonly more: boolean } {
  const entries: DirectoryEntry[] = [];
  let passed = 0;
  for (const entry of all) {
    if (matches(entry) !== true) continue;
    if (passed++ < offset) continue;
    if (entries.length === limit) return { entries, more: true };
    entries.push(entry);
  }
  return { entries, more: false };
}

/** The configuration lies below the domain, and is searched with it: clients that follow no referrals find it too. */
function candidates(directory: Directory, key: string, scope: SearchScope): readonly DirectoryEntry[] {
  if (scope === 'wholeSubtree') return directory.within(key);
  if (scope === 'singleLevel') return directory.below(key);
  const entry = directory.get(key);
  return entry ? [entry] : [];
}

function noSuchObject(directory: Directory, key: string): SearchOutcome {
  let matched = key;
  while (matched !== '' && !directory.get(matched)) matched = parentKey(matched);
  const matchedDn = directory.get(matched)?.dn ?? '';
  const message = `0000208D: NameErr: DSID-0310020A, problem 2001 (NO_OBJECT), data 0, best match of: '${matchedDn}'`;
  return { entries: [], result: 'noSuchObject', matchedDn, message, controls: [] };
}

/** A comma that belongs to a value has a backslash before it. */
function parentKey(key: string): string {
  const comma = /(?<!\\)(?:\\\\)*,/.exec(key);
  return comma ? key.slice(comma.index + comma[0].length) : '';
}

function found(entries: readonly DirectoryEntry[], controls: readonly LdapControl[] = []): SearchOutcome {
  return { entries, result: 'success', matchedDn: '', message: '', controls };
}

function failed(result: LdapResultName, message: string): SearchOutcome {
  return { entries: [], result, matchedDn: '', message, controls: [] };
}
