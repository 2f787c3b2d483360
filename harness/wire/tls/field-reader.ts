import { HarnessError } from '../../foundation/errors/index.js';

/** Reads big-endian fields in order; a missing byte is WIRE_TRUNCATED with the field's name, never a RangeError. */
export class FieldReader {
  readonly #what: string;
  readonly #bytes: Buffer;
  #at = 0;

  constructor(what: string, bytes: Buffer) {
    this.#what = what;
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** An unsigned number of `size` bytes, at most 6. */
  number(size: number, place: string): number {
    this.#need(size, place);
    const value = this.#bytes.readUIntBE(this.#at, size);
    this.#at += size;
    return value;
  }

  /** The next `length` bytes: a view. */
  bytes(length: number, place: string): Buffer {
    this.#need(length, place);
    const value = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return value;
  }

  /** A vector: its length in `sizeBytes` bytes, then as many bytes. */
  vector(sizeBytes: number, place: string): Buffer {
    if (sizeBytes > this.left) this.#need(sizeBytes, `the length of ${place}`);
    return this.bytes(this.number(sizeBytes, place), place);
  }

  /** Goes past a vector; its length. `place` is asked only where it is to be told. */
  skipVector(sizeBytes: number, place: () => string): number {
    if (sizeBytes > this.left) this.#need(sizeBytes, `the length of ${place()}`);
    const length = this.number(sizeBytes, '');
    if (length > this.left) this.#need(length, place());
    this.#at += length;
    return length;
  }

  /** Throws WIRE_INVALID when bytes are left. */
  end(place: string): void {
    if (this.left > 0) throw this.invalid(place, `${this.left} bytes follow its end at byte ${this.#at}`);
  }

  invalid(place: string, detail: string): HarnessError {
    return new HarnessError('WIRE_INVALID', { what: this.#what, place, detail });
  }

  #need(length: number, place: string): void {
    if (length > this.left) {
      throw new HarnessError('WIRE_TRUNCATED', { what: this.#what, length: this.#bytes.length, place });
    }
  }
}

/** A vector's bytes: its length in `sizeBytes` bytes, then the value. Throws WIRE_TOO_LARGE. */
export function vector(what: string, place: string, sizeBytes: number, value: Buffer): Buffer {
  const limit = 256 ** sizeBytes - 1;
  if (value.length > limit) throw new HarnessError('WIRE_TOO_LARGE', { what, limit: `${limit} bytes`, place });
  const length = Buffer.alloc(sizeBytes);
  length.writeUIntBE(value.length, 0, sizeBytes);
  return Buffer.concat([length, value]);
}

/** An unsigned number in `size` bytes. Throws WIRE_INVALID. */
export function uint(what: string, place: string, size: number, value: number): Buffer {
  if (!Number.isInteger(value) || value < 0 || value >= 256 ** size) {
    throw new HarnessError('WIRE_INVALID', { what, place, detail: `${value} does not fit ${size} bytes` });
  }
  const bytes = Buffer.alloc(size);
  bytes.writeUIntBE(value, 0, size);
  return bytes;
}
