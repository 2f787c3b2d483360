/** Bytes of one block; whatever is larger has a block of its own. */
const BLOCK_BYTES = 256 * 1024;
/** Before the bytes of every event stands their length. */
const LENGTH_BYTES = 4;
const NOTHING = -1;

/**
 * The raw bytes of a journal's events, one behind the other in large blocks. As texts of their own they would be a third
 * larger, and moved about by every collection: most of what keeping an event costs.
 */
export class RawBytes {
  readonly #blocks: Buffer[] = [];
  /** Bytes used of the last block. */
  #used = BLOCK_BYTES;
  /** Where an event's bytes are, by its number: the block, and how far within it. */
  readonly #places: number[] = [];

  /** Numbers go up; one without bytes may be left out. */
  keep(number: number, bytes: Buffer): void {
    const needed = LENGTH_BYTES + bytes.length;
    if (this.#used + needed > BLOCK_BYTES) {
      this.#blocks.push(Buffer.allocUnsafeSlow(Math.max(BLOCK_BYTES, needed)));
      this.#used = 0;
    }
    while (this.#places.length < number) this.#places.push(NOTHING);
    const last = this.#blocks.length - 1;
    this.#places.push(last * BLOCK_BYTES + this.#used);
    const block = this.#blocks[last];
    block?.writeUInt32LE(bytes.length, this.#used);
    block?.set(bytes, this.#used + LENGTH_BYTES);
    this.#used += needed;
  }

  /** In base64; undefined for an event without any. */
  base64(number: number): string | undefined {
    const place = this.#places[number] ?? NOTHING;
    const block = this.#blocks[Math.floor(place / BLOCK_BYTES)];
    if (!block) return undefined;
    const start = (place % BLOCK_BYTES) + LENGTH_BYTES;
    return block.toString('base64', start, start + block.readUInt32LE(start - LENGTH_BYTES));
  }
}
