import { closeSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { HarnessError } from '../../foundation/errors/index.js';
import { HashedSlot, type ImageSlot } from '../../phone/index.js';
import { MAX_IMAGE_BYTES } from '../../wire/firmware-image/index.js';

/** Bytes read at once. */
const PIECE = 256 * 1024;

/** An image in a file beside a phone's state: what has come of it is there in the next process too. */
export class ImageFile implements ImageSlot {
  readonly #file: string;
  readonly #descriptor: number;
  readonly #hashed = new HashedSlot();

  /** Opens the file, or makes it, mode 0600. @throws HarnessError FILE_UNWRITABLE */
  constructor(file: string) {
    this.#file = file;
    this.#descriptor = this.#doing(() => openSync(file, 'a+', 0o600));
    this.#doing(() => this.#readAll());
  }

  get length(): number {
    return this.#hashed.length;
  }

  get head(): Buffer {
    return this.#hashed.head;
  }

  /** @throws HarnessError FILE_UNWRITABLE */
  append(chunk: Buffer): void {
    this.#doing(() => {
      for (let written = 0; written < chunk.length; ) written += writeSync(this.#descriptor, chunk, written);
    });
    this.#hashed.append(chunk);
  }

  /** @throws HarnessError FILE_UNWRITABLE */
  clear(): void {
    this.#doing(() => ftruncateSync(this.#descriptor, 0));
    this.#hashed.clear();
  }

  sha256(): string {
    return this.#hashed.sha256();
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  /** A file too large to be an image is none. */
  #readAll(): void {
    const piece = Buffer.alloc(PIECE);
    for (;;) {
      const count = readSync(this.#descriptor, piece, 0, PIECE, this.#hashed.length);
      if (count === 0) return;
      this.#hashed.append(piece.subarray(0, count));
      if (this.#hashed.length <= MAX_IMAGE_BYTES) continue;
      this.clear();
      return;
    }
  }

  #doing<T>(work: () => T): T {
    try {
      return work();
    } catch (cause) {
      const detail = cause instanceof Error ? cause.message : String(cause);
      throw new HarnessError('FILE_UNWRITABLE', { file: this.#file, detail }, { cause });
    }
  }
}
