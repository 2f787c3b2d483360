import { HarnessError } from '../../../foundation/errors/index.js';
import {
  MAX_PLAIN_FRAGMENT,
  MAX_RECORD_FRAGMENT,
  RECORD_HEADER_LENGTH,
  recordType,
  tlsVersion,
  versionName,
} from '../../../wire/tls/index.js';
import { EngineAlert } from '../engine-alert.js';
import type { DirectionKeys } from '../key-block.js';
import type { EngineSuite } from '../suite.js';
import { Input } from './input.js';
import { type Opener, openerFor, type Sealer, sealerFor } from './protection.js';

/** Empty records in a row; OpenSSL takes as many. Some clients send one before each of theirs, none sends many. */
export const MAX_EMPTY_RECORDS = 32;

export interface RecordLayerOptions {
  /** Longest content of a record sent, 1 to 16384 bytes; default 16384. */
  readonly maxRecord?: number;
}

/** A record of the peer, its protection taken off. */
export interface OpenedRecord {
  readonly type: number;
  readonly version: number;
  /** Empty only for application data, which some clients send against BEAST. */
  readonly fragment: Buffer;
}

/** The record layer of one TLS 1.0 connection (RFC 2246 section 6), both directions, without any I/O. */
export class RecordLayer {
  /** Written in headers, and required in the peer's once agreed. */
  version: number = tlsVersion.tls10;
  /** Set when the ServerHello has fixed the version. Before, a record may name any version from SSL 3.0 to TLS 1.2. */
  agreed = false;
  readonly #maxRecord: number;
  readonly #input = new Input();
  #opener: Opener | undefined;
  #sealer: Sealer | undefined;
  #emptyRun = 0;
  #refusal: EngineAlert | undefined;

  /** Throws WIRE_INVALID for a `maxRecord` that records cannot have. */
  constructor(options: RecordLayerOptions = {}) {
    const { maxRecord = MAX_PLAIN_FRAGMENT } = options;
    if (!Number.isInteger(maxRecord) || maxRecord < 1 || maxRecord > MAX_PLAIN_FRAGMENT) {
      throw new HarnessError('WIRE_INVALID', {
        what: 'The longest TLS record to send',
        place: 'its length',
        detail: `${maxRecord} is not between 1 and ${MAX_PLAIN_FRAGMENT}`,
      });
    }
    this.#maxRecord = maxRecord;
  }

  get readProtected(): boolean {
    return this.#opener !== undefined;
  }

  get writeProtected(): boolean {
    return this.#sealer !== undefined;
  }

  /** Bytes of the peer not given out yet. */
  get pending(): number {
    return this.#input.length;
  }

  /** Adds bytes of the peer, however cut. */
  push(bytes: Buffer): void {
    this.#input.push(bytes);
  }

  /**
   * The next record; undefined while it is incomplete. Throws EngineAlert unexpected_message (a type that TLS does not have, or
   * an empty record that must not be), protocol_version, record_overflow or bad_record_mac; after that nothing is given out any
   * more, the same alert is thrown again.
   */
  next(): OpenedRecord | undefined {
    if (this.#refusal) throw this.#refusal;
    try {
      return this.#take();
    } catch (error) {
      if (error instanceof EngineAlert) this.#refusal = error;
      throw error;
    }
  }

  /** Forgets the peer's bytes that were not given out: nobody will ask for them any more. */
  discard(): void {
    this.#input.drop(this.#input.length);
  }

  /** From the peer's next record on, after its ChangeCipherSpec. */
  protectRead(suite: EngineSuite, keys: DirectionKeys): void {
    this.#opener = openerFor(suite, keys);
  }

  /** From the next record sealed on, after this side's ChangeCipherSpec. */
  protectWrite(suite: EngineSuite, keys: DirectionKeys): void {
    this.#sealer = sealerFor(suite, keys);
  }

  /**
   * `bytes` as records of one type; no bytes make no record. Under a CBC suite the first byte of application data goes in a record
   * of its own: nobody who chooses the data then knows the initialization vector of the rest (BEAST).
   */
  seal(type: number, bytes: Buffer): Buffer {
    const parts: Buffer[] = [];
    let at = 0;
    if (this.#sealer?.chainsBlocks && type === recordType.applicationData && bytes.length > 1) {
      this.#sealOne(type, bytes.subarray(0, 1), parts);
      at = 1;
    }
    for (; at < bytes.length; at += this.#maxRecord) {
      this.#sealOne(type, bytes.subarray(at, at + this.#maxRecord), parts);
    }
    return Buffer.concat(parts);
  }

  #sealOne(type: number, content: Buffer, parts: Buffer[]): void {
    const fragment = this.#sealer?.seal(type, this.version, content) ?? content;
    const header = Buffer.allocUnsafe(RECORD_HEADER_LENGTH);
    header[0] = type;
    header.writeUInt16BE(this.version, 1);
    header.writeUInt16BE(fragment.length, 3);
    parts.push(header, fragment);
  }

  #take(): OpenedRecord | undefined {
    if (this.#input.length < RECORD_HEADER_LENGTH) return undefined;
    const header = this.#input.peek(RECORD_HEADER_LENGTH);
    const type = header.readUInt8(0);
    const version = header.readUInt16BE(1);
    const length = header.readUInt16BE(3);
    this.#judgeHeader(type, version, length);
    if (this.#input.length < RECORD_HEADER_LENGTH + length) return undefined;
    const raw = this.#input.peek(RECORD_HEADER_LENGTH + length).subarray(RECORD_HEADER_LENGTH);
    this.#input.drop(RECORD_HEADER_LENGTH + length);
    // In the clear a copy, because the held bytes are overwritten by the next push.
    const fragment = this.#opener?.open(type, version, raw) ?? Buffer.from(raw);
    if (fragment.length > MAX_PLAIN_FRAGMENT) throw overflow(fragment.length, MAX_PLAIN_FRAGMENT);
    this.#judgeEmpty(type, fragment.length);
    return { type, version, fragment };
  }

  /** As soon as the header is there: a record refused anyway is not waited for. */
  #judgeHeader(type: number, version: number, length: number): void {
    if (type < recordType.changeCipherSpec || type > recordType.applicationData) {
      // RFC 2246 section 6 would ignore it; RFC 5246 forbids it, and on these ports it is another protocol.
      throw new EngineAlert('unexpected_message', `${type} is no content type of TLS 1.0`);
    }
    const fits = this.agreed ? version === this.version : version >= tlsVersion.ssl3 && version <= tlsVersion.tls12;
    if (!fits) throw new EngineAlert('protocol_version', `a record names ${versionName(version)}`);
    const limit = this.#opener ? MAX_RECORD_FRAGMENT : MAX_PLAIN_FRAGMENT;
    if (length > limit) throw overflow(length, limit);
  }

  #judgeEmpty(type: number, length: number): void {
    if (length > 0) {
      this.#emptyRun = 0;
      return;
    }
    if (type !== recordType.applicationData) {
      throw new EngineAlert('unexpected_message', `a record of content type ${type} is empty`);
    }
    this.#emptyRun++;
    if (this.#emptyRun > MAX_EMPTY_RECORDS) {
      throw new EngineAlert('unexpected_message', `more than ${MAX_EMPTY_RECORDS} empty records in a row`);
    }
  }
}

function overflow(length: number, limit: number): EngineAlert {
  return new EngineAlert('record_overflow', `a record of ${length} bytes is longer than ${limit}`);
}
