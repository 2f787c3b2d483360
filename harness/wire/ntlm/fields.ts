import { invalidNtlm, truncatedNtlm } from './invalid.js';
import { MAX_NTLM_BYTES } from './limits.js';

const SIGNATURE = Buffer.from('NTLMSSP\0', 'latin1');
/** Signature and message type. */
const HEADER_BYTES = 12;

/** The type of the message, 1 to 3, after checking signature and size. */
export function messageType(bytes: Buffer): number {
  if (bytes.length < HEADER_BYTES) throw truncatedNtlm(bytes.length, 'the header');
  if (bytes.length > MAX_NTLM_BYTES) throw invalidNtlm('its length', `it is over ${MAX_NTLM_BYTES} bytes`);
  if (!bytes.subarray(0, 8).equals(SIGNATURE)) throw invalidNtlm('the signature', 'it is not NTLMSSP');
  return bytes.readUInt32LE(8);
}

/** At least `length` bytes of fixed part. */
export function requireFixedPart(bytes: Buffer, length: number): void {
  if (bytes.length < length) throw truncatedNtlm(bytes.length, 'the fixed part');
}

/** The payload a (length, maximum, offset) field points at (MS-NLMP 2.2.1); empty fields may point anywhere. */
export function readField(bytes: Buffer, at: number, place: string): Buffer {
  const length = bytes.readUInt16LE(at);
  const offset = bytes.readUInt32LE(at + 4);
  if (length === 0) return Buffer.alloc(0);
  if (offset < HEADER_BYTES) throw invalidNtlm(place, 'it points into the header');
  if (offset + length > bytes.length) throw truncatedNtlm(bytes.length, place);
  return Buffer.from(bytes.subarray(offset, offset + length));
}

/** The lowest payload offset of the fields at these places: where the fixed part must have ended. */
export function payloadStart(bytes: Buffer, fields: readonly number[]): number {
  const used = fields.filter((at) => bytes.readUInt16LE(at) > 0).map((at) => bytes.readUInt32LE(at + 4));
  return Math.min(bytes.length, ...used);
}

/** Builds a message: the fixed part is written by place, payloads follow it in the order they were added. */
export class NtlmWriter {
  readonly #fixed: Buffer;
  readonly #payloads: Buffer[] = [];
  #end: number;

  constructor(type: number, fixedBytes: number) {
    this.#fixed = Buffer.alloc(fixedBytes);
    this.#end = fixedBytes;
    SIGNATURE.copy(this.#fixed);
    this.#fixed.writeUInt32LE(type, 8);
  }

  uint32(at: number, value: number): void {
    this.#fixed.writeUInt32LE(value >>> 0, at);
  }

  /** Bytes of a set size, as a challenge or a version. */
  bytes(at: number, value: Buffer, size: number, place: string): void {
    if (value.length !== size) throw invalidNtlm(place, `it is not ${size} bytes`);
    value.copy(this.#fixed, at);
  }

  field(at: number, payload: Buffer, place: string): void {
    if (this.#end + payload.length > MAX_NTLM_BYTES)
      throw invalidNtlm(place, `the message is over ${MAX_NTLM_BYTES} bytes`);
    this.#fixed.writeUInt16LE(payload.length, at);
    this.#fixed.writeUInt16LE(payload.length, at + 2);
    this.#fixed.writeUInt32LE(this.#end, at + 4);
    this.#payloads.push(payload);
    this.#end += payload.length;
  }

  finish(): Buffer {
    return Buffer.concat([this.#fixed, ...this.#payloads]);
  }
}
