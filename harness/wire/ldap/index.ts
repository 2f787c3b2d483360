export {
  decodePagedResults,
  encodePagedResults,
  type LdapControl,
  PAGED_RESULTS,
  type PagedResults,
} from './controls.js';
export {
  dnKey,
  escapeDnValue,
  foldText,
  type NameAttribute,
  parseDn,
  type RelativeName,
  relativeKey,
  writeDn,
} from './distinguished-name.js';
export type { Comparison, LdapFilter } from './filter.js';
export { filterText } from './filter-text.js';
export { LdapFramer } from './framer.js';
export {
  MAX_DN_CHARACTERS,
  MAX_FILTER_DEPTH,
  MAX_FILTER_PARTS,
  MAX_LDAP_MEMBERS,
  MAX_LDAP_MESSAGE_BYTES,
  MAX_LDAP_REQUEST_BYTES,
  MAX_MESSAGE_ID,
  MAX_RDNS,
} from './limits.js';
export {
  decodeLdap,
  encodeLdap,
  type LdapMessage,
  type LdapOperation,
  messageNumber,
  wrapOperation,
} from './message.js';
export { encodeNetlogonAnswer, type NetlogonAnswer, NT_VERSION_5EX } from './netlogon.js';
export type { AbandonRequest } from './operations/abandon.js';
export type { BindCredentials, BindRequest, BindResponse, SicilyStep } from './operations/bind.js';
export { type ChangeKind, type ChangeRequest, changeResponses } from './operations/change.js';
export type { CompareRequest } from './operations/compare.js';
export type { Done, DoneKind } from './operations/done.js';
export {
  type ExtendedRequest,
  type ExtendedResponse,
  NOTICE_OF_DISCONNECTION,
  START_TLS,
  WHO_AM_I,
} from './operations/extended.js';
export { type SearchRequest, type SearchScope, searchScopes } from './operations/search.js';
export {
  type PartialAttribute,
  type SearchResultEntry,
  writeSearchResultEntry,
} from './operations/search-result-entry.js';
export type { SearchResultReference } from './operations/search-result-reference.js';
export type { UnbindRequest } from './operations/unbind.js';
export type { LdapResult } from './result.js';
export { LdapResultCode, type LdapResultName, resultName } from './result-codes.js';
