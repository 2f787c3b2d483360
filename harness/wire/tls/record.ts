import { HarnessError } from '../../foundation/errors/index.js';
import { uint } from './field-reader.js';

/** The content types of TLS 1.2 and earlier. */
export const recordType = { changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23 } as const;

/** Plain text of one record (RFC 5246, section 6.2.1). */
export const MAX_PLAIN_FRAGMENT = 2 ** 14;
/** Plain text plus what compression and encryption may add (RFC 5246, section 6.2.3). */
export const MAX_RECORD_FRAGMENT = MAX_PLAIN_FRAGMENT + 2048;
export const RECORD_HEADER_LENGTH = 5;

/** One record as it passed: `fragment` is ciphertext once the sender changed its cipher. */
export interface TlsRecord {
  readonly type: number;
  readonly version: number;
  readonly fragment: Buffer;
  /** Header and fragment. */
  readonly raw: Buffer;
}

/** A record among others; most are read in one of the two ways, if at all, and a view costs more than all the rest. */
class ReceivedRecord implements TlsRecord {
  readonly type: number;
  readonly version: number;
  readonly #bytes: Buffer;
  readonly #start: number;
  readonly #end: number;

  constructor({ type, version }: RecordHeader, bytes: Buffer, start: number, end: number) {
    this.type = type;
    this.version = version;
    this.#bytes = bytes;
    this.#start = start;
    this.#end = end;
  }

  get fragment(): Buffer {
    return this.#bytes.subarray(this.#start + RECORD_HEADER_LENGTH, this.#end);
  }

  get raw(): Buffer {
    return this.#bytes.subarray(this.#start, this.#end);
  }
}

export interface RecordHeader {
  type: number;
  version: number;
  length: number;
}

/** The record header at `at`, `undefined` while its 5 bytes are not all there. Throws as soon as it cannot be TLS. */
export function readRecordHeader(bytes: Buffer, at: number): RecordHeader | undefined {
  const type = bytes[at];
  if (type === undefined) return undefined;
  if (type < recordType.changeCipherSpec || type > 24)
    throw invalid('the content type', `${type} is no TLS content type`);
  const major = bytes[at + 1];
  if (major !== undefined && major !== 3) throw invalid('the version', `its first byte is ${major}, not 3`);
  if (at + RECORD_HEADER_LENGTH > bytes.length) return undefined;
  const length = bytes.readUInt16BE(at + 3);
  if (length > MAX_RECORD_FRAGMENT) {
    throw new HarnessError('WIRE_TOO_LARGE', {
      what: 'The TLS record',
      limit: `${MAX_RECORD_FRAGMENT} bytes`,
      place: 'its length field',
    });
  }
  return { type, version: bytes.readUInt16BE(at + 1), length };
}

const nothing = Buffer.alloc(0);

/** Cuts a byte stream into TLS records, which are views of what was pushed. Holds at most one incomplete record. */
export class TlsRecordReader {
  #held: Buffer = nothing;

  /**
   * The records that `bytes` complete. Throws WIRE_INVALID or WIRE_TOO_LARGE for what is not TLS; records that came complete before it are
   * given first, and the next push throws.
   */
  push(bytes: Buffer): TlsRecord[] {
    const held = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    this.#held = held;
    const records: TlsRecord[] = [];
    let at = 0;
    for (;;) {
      const header = headerAfter(records.length, held, at);
      const end = at + RECORD_HEADER_LENGTH + (header?.length ?? 0);
      if (header === undefined || held.length < end) {
        this.#held = at === held.length ? nothing : held.subarray(at);
        return records;
      }
      records.push(new ReceivedRecord(header, held, at, end));
      at = end;
    }
  }

  /** Bytes held of a record that is not complete yet. */
  get pending(): number {
    return this.#held.length;
  }
}

/** How many records begin in bytes that are TLS. Throws as `readRecordHeader` does. */
export function countRecords(bytes: Buffer): number {
  let count = 0;
  for (let at = 0; at < bytes.length; count++) {
    at += RECORD_HEADER_LENGTH + (readRecordHeader(bytes, at)?.length ?? 0);
  }
  return count;
}

/** Behind whole records, what is no TLS is left for the next time. */
function headerAfter(records: number, bytes: Buffer, at: number): RecordHeader | undefined {
  if (records === 0) return readRecordHeader(bytes, at);
  try {
    return readRecordHeader(bytes, at);
  } catch {
    return undefined;
  }
}

/** Plain `bytes` as one or more records of one type, cut at 16384 bytes. No bytes make one empty record. */
export function encodeRecords(type: number, version: number, bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  do {
    const fragment = bytes.subarray(at, at + MAX_PLAIN_FRAGMENT);
    parts.push(
      uint('The TLS record', 'the content type', 1, type),
      uint('The TLS record', 'the version', 2, version),
      uint('The TLS record', 'the length', 2, fragment.length),
      fragment,
    );
    at += MAX_PLAIN_FRAGMENT;
  } while (at < bytes.length);
  return Buffer.concat(parts);
}

function invalid(place: string, detail: string): HarnessError {
  return new HarnessError('WIRE_INVALID', { what: 'The TLS record', place, detail });
}
