import { BerReader } from './ber/reader.js';
import { BerTag } from './ber/tags.js';
import { boolean, element, number, octets, text } from './ber/writer.js';
import { MAX_MESSAGE_ID } from './limits.js';

/** A control beside an operation (RFC 4511 4.1.11). */
export interface LdapControl {
  /** Object identifier. */
  readonly type: string;
  readonly critical: boolean;
  readonly value?: Buffer;
}

/** Simple paged results (RFC 2696). */
export const PAGED_RESULTS = '1.2.840.113556.1.4.319';

export interface PagedResults {
  /** In a request the page wanted, in an answer an estimate of the whole. */
  readonly size: number;
  /** Empty at the beginning and at the end. */
  readonly cookie: Buffer;
}

export function readControl(reader: BerReader): LdapControl {
  const parts = reader.constructed(BerTag.sequence, 'a control');
  const type = parts.text('the type of a control');
  const critical = parts.peek() === BerTag.boolean ? parts.boolean('the criticality of a control') : false;
  const value = parts.peek() === BerTag.octetString ? parts.octets('the value of a control') : undefined;
  return { type, critical, ...(value && { value }) };
}

export function writeControl({ critical, type, value }: LdapControl): Buffer {
  return element(BerTag.sequence, text(type), ...(critical ? [boolean(true)] : []), ...(value ? [octets(value)] : []));
}

/** @throws HarnessError WIRE_TRUNCATED, WIRE_INVALID */
export function decodePagedResults(value: Buffer): PagedResults {
  const parts = new BerReader(value).constructed(BerTag.sequence, 'the paging control');
  const size = parts.number('the page size', MAX_MESSAGE_ID);
  return { size, cookie: parts.octets('the paging cookie') };
}

export function encodePagedResults({ cookie, size }: PagedResults): LdapControl {
  return { type: PAGED_RESULTS, critical: false, value: element(BerTag.sequence, number(size), octets(cookie)) };
}
