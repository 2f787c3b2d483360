import { createHash, type Hash } from 'node:crypto';

/** Of an image's beginning that is kept to be read: its header is some lines. */
export const MAX_IMAGE_HEAD = 1024;

/** The place in the flash memory that an image is written to. */
export interface ImageSlot {
  /** Bytes written so far. */
  readonly length: number;
  /** The first bytes, at most `MAX_IMAGE_HEAD`. */
  readonly head: Buffer;
  append(chunk: Buffer): void;
  clear(): void;
  /** SHA-256 of all so far, lower-case hex; more can be appended afterwards. */
  sha256(): string;
}

/**
 * A slot of which only the beginning, the length and the hash are kept: an emulated phone boots a version, not the
 * bytes.
 */
export class HashedSlot implements ImageSlot {
  #hash: Hash = createHash('sha256');
  #head: Buffer = Buffer.alloc(0);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  get head(): Buffer {
    return this.#head;
  }

  append(chunk: Buffer): void {
    this.#hash.update(chunk);
    this.#length += chunk.length;
    const room = MAX_IMAGE_HEAD - this.#head.length;
    if (room > 0) this.#head = Buffer.concat([this.#head, chunk.subarray(0, room)]);
  }

  clear(): void {
    this.#hash = createHash('sha256');
    this.#head = Buffer.alloc(0);
    this.#length = 0;
  }

  sha256(): string {
    return this.#hash.copy().digest('hex');
  }
}
