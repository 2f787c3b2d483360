import { HmacKey } from '../../../foundation/primitives/hmac.js';
import { EngineAlert } from '../engine-alert.js';
import type { EngineSuite } from '../suite.js';

/** Records under one key. The number may never wrap (RFC 2246 6.1); no connection comes near this, which six bytes still hold. */
export const MAX_SEQUENCE = 2 ** 48;

/** The MACs of one direction's records, in order (RFC 2246 6.2.3.1): over sequence number, type, version, length and content. */
export class RecordMac {
  readonly length: number;
  readonly #key: HmacKey;
  /** Sequence number in eight bytes, type, version in two, length in two. */
  readonly #header = Buffer.alloc(13);
  #sequence: number;

  constructor(suite: Pick<EngineSuite, 'mac' | 'macLength'>, secret: Buffer, firstSequence = 0) {
    this.length = suite.macLength;
    this.#key = new HmacKey(suite.mac, secret);
    this.#sequence = firstSequence;
  }

  /** The MAC of the next record. Throws EngineAlert internal_error when the sequence numbers are used up. */
  next(type: number, version: number, content: Buffer): Buffer {
    if (this.#sequence >= MAX_SEQUENCE) throw new EngineAlert('internal_error', 'the sequence numbers are used up');
    this.#header.writeUIntBE(this.#sequence, 2, 6);
    this.#sequence++;
    this.#header[8] = type;
    this.#header.writeUInt16BE(version, 9);
    this.#header.writeUInt16BE(content.length, 11);
    return this.#key.digest(this.#header, content);
  }
}
