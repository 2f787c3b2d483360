import { BerReader } from './ber/reader.js';
import { BerTag, constructed } from './ber/tags.js';
import { element, number } from './ber/writer.js';
import { type LdapControl, readControl, writeControl } from './controls.js';
import { invalidLdap } from './invalid.js';
import { MAX_MESSAGE_ID } from './limits.js';
import { ABANDON_REQUEST, type AbandonRequest, readAbandonRequest, writeAbandonRequest } from './operations/abandon.js';
import {
  BIND_REQUEST,
  BIND_RESPONSE,
  type BindRequest,
  type BindResponse,
  readBindRequest,
  readBindResponse,
  writeBindRequest,
  writeBindResponse,
} from './operations/bind.js';
import { type ChangeRequest, changeKind, readChange, writeChange } from './operations/change.js';
import { COMPARE_REQUEST, type CompareRequest, readCompareRequest, writeCompareRequest } from './operations/compare.js';
import { type Done, doneKind, readDone, writeDone } from './operations/done.js';
import {
  EXTENDED_REQUEST,
  EXTENDED_RESPONSE,
  type ExtendedRequest,
  type ExtendedResponse,
  readExtendedRequest,
  readExtendedResponse,
  writeExtendedRequest,
  writeExtendedResponse,
} from './operations/extended.js';
import { readSearchRequest, SEARCH_REQUEST, type SearchRequest, writeSearchRequest } from './operations/search.js';
import {
  readSearchResultEntry,
  SEARCH_RESULT_ENTRY,
  type SearchResultEntry,
  writeSearchResultEntry,
} from './operations/search-result-entry.js';
import {
  readSearchResultReference,
  SEARCH_RESULT_REFERENCE,
  type SearchResultReference,
  writeSearchResultReference,
} from './operations/search-result-reference.js';
import { readUnbindRequest, UNBIND_REQUEST, type UnbindRequest, writeUnbindRequest } from './operations/unbind.js';

export type LdapOperation =
  | BindRequest
  | BindResponse
  | UnbindRequest
  | SearchRequest
  | SearchResultEntry
  | SearchResultReference
  | Done
  | CompareRequest
  | AbandonRequest
  | ExtendedRequest
  | ExtendedResponse
  | ChangeRequest;

/** LDAPMessage (RFC 4511 4.1.1). */
export interface LdapMessage {
  readonly id: number;
  readonly operation: LdapOperation;
  readonly controls: readonly LdapControl[];
}

const CONTROLS = constructed(0);

/**
 * One whole message, as `LdapFramer` gives it. Elements behind the ones known are passed over (RFC 4511 4).
 * @throws HarnessError WIRE_TRUNCATED, WIRE_INVALID, WIRE_TOO_LARGE
 */
export function decodeLdap(bytes: Buffer): LdapMessage {
  const outer = new BerReader(bytes);
  const parts = outer.constructed(BerTag.sequence, 'the message');
  if (!outer.done) throw invalidLdap('its end', 'bytes follow the message');
  const id = parts.number('the message number', MAX_MESSAGE_ID);
  const operation = readOperation(parts);
  const controls =
    parts.peek() === CONTROLS ? parts.constructed(CONTROLS, 'the controls').each('the controls', readControl) : [];
  return { id, operation, controls };
}

/** The number of a message whose operation cannot be read; undefined when that cannot be read either. */
export function messageNumber(bytes: Buffer): number | undefined {
  try {
    return new BerReader(bytes)
      .constructed(BerTag.sequence, 'the message')
      .number('the message number', MAX_MESSAGE_ID);
  } catch {
    return undefined;
  }
}

export function encodeLdap({ controls, id, operation }: LdapMessage): Buffer {
  return wrapOperation(id, writeOperation(operation), controls);
}

/** A message around an operation written before. */
export function wrapOperation(id: number, operation: Buffer, controls: readonly LdapControl[] = []): Buffer {
  if (controls.length === 0) return element(BerTag.sequence, number(id), operation);
  return element(BerTag.sequence, number(id), operation, element(CONTROLS, ...controls.map(writeControl)));
}

const readers: Readonly<Record<number, (reader: BerReader) => LdapOperation>> = {
  [BIND_REQUEST]: readBindRequest,
  [BIND_RESPONSE]: readBindResponse,
  [UNBIND_REQUEST]: readUnbindRequest,
  [SEARCH_REQUEST]: readSearchRequest,
  [SEARCH_RESULT_ENTRY]: readSearchResultEntry,
  [SEARCH_RESULT_REFERENCE]: readSearchResultReference,
  [COMPARE_REQUEST]: readCompareRequest,
  [ABANDON_REQUEST]: readAbandonRequest,
  [EXTENDED_REQUEST]: readExtendedRequest,
  [EXTENDED_RESPONSE]: readExtendedResponse,
};

function readOperation(reader: BerReader): LdapOperation {
  const tag = reader.peek() ?? 0;
  const read = readers[tag];
  if (read) return read(reader);
  const change = changeKind(tag);
  if (change) return readChange(reader, change);
  const done = doneKind(tag);
  if (done) return readDone(reader, done);
  throw invalidLdap('the operation', reader.done ? 'it is missing' : `none has the tag 0x${tag.toString(16)}`);
}

function writeOperation(operation: LdapOperation): Buffer {
  switch (operation.kind) {
    case 'bindRequest':
      return writeBindRequest(operation);
    case 'bindResponse':
      return writeBindResponse(operation);
    case 'unbindRequest':
      return writeUnbindRequest();
    case 'searchRequest':
      return writeSearchRequest(operation);
    case 'searchResultEntry':
      return writeSearchResultEntry(operation);
    case 'searchResultReference':
      return writeSearchResultReference(operation);
    case 'compareRequest':
      return writeCompareRequest(operation);
    case 'abandonRequest':
      return writeAbandonRequest(operation);
    case 'extendedRequest':
      return writeExtendedRequest(operation);
    case 'extendedResponse':
      return writeExtendedResponse(operation);
    case 'modifyRequest':
    case 'addRequest':
    case 'deleteRequest':
    case 'modifyDnRequest':
      return writeChange(operation);
    default:
      return writeDone(operation);
  }
}
