import { createHash, type Hash } from 'node:crypto';

/** Of an image's beginning that is kept to be read: its header is some lines. */
export const MAX_IMAGE_HEAD = 1024;

/**
 * The place an image is written to. Only its beginning, its length and its hash are kept: an emulated phone boots a
 * version, not the bytes.
 */
export class ImageSlot {
  #hash: Hash = createHash('sha256');
  #head: Buffer = Buffer.alloc(0);
  #length = 0;

  /** Bytes written so far. */
  get length(): number {
    return this.#length;
  }

  /** The first bytes, at most `MAX_IMAGE_HEAD`. */
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

  /** SHA-256 of all so far, lower-case hex; more can be appended afterwards. */
  sha256(): string {
    return this.#hash.copy().digest('hex');
  }
}
