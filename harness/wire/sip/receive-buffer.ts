const NOTHING: Buffer = Buffer.alloc(0);
/** Room for a REGISTER; more is found by doubling. */
const SMALLEST_BLOCK = 4096;

/**
 * Bytes waiting to be framed. What comes in one piece is used as it is; only pieces are put together, in a block that
 * grows by doubling, so that small pushes cost no more than large ones. A connection that waits for nothing holds
 * nothing.
 */
export class ReceiveBuffer {
  #block: Buffer = NOTHING;
  #start = 0;
  #end = 0;
  /** The block was made here: what is taken out of it must be copied, because it is written to again. */
  #own = false;

  get length(): number {
    return this.#end - this.#start;
  }

  /** The bytes are the buffer's from now on. */
  append(bytes: Buffer): void {
    if (this.length === 0) {
      this.#hold(bytes, 0, bytes.length, false);
      return;
    }
    if (!this.#own || this.#end + bytes.length > this.#block.length) this.#makeRoom(bytes.length);
    bytes.copy(this.#block, this.#end);
    this.#end += bytes.length;
  }

  at(offset: number): number | undefined {
    return offset < this.length ? this.#block[this.#start + offset] : undefined;
  }

  /** A view, valid until the next `append`. */
  view(start: number, end: number): Buffer {
    return this.#block.subarray(this.#start + start, Math.min(this.#start + end, this.#end));
  }

  /** The first bytes, taken out, to be kept. */
  take(count: number): Buffer {
    const view = this.view(0, count);
    const taken = this.#own ? Buffer.from(view) : view;
    this.consume(count);
    return taken;
  }

  indexOf(needle: Buffer, from: number): number {
    // Behind the end stands what was read before; what is found there only in part is not there at all.
    const found = this.#block.indexOf(needle, this.#start + from);
    return found === -1 || found + needle.length > this.#end ? -1 : found - this.#start;
  }

  consume(count: number): void {
    this.#start = Math.min(this.#start + count, this.#end);
    if (this.#start === this.#end) this.#hold(NOTHING, 0, 0, false);
  }

  #makeRoom(extra: number): void {
    const needed = this.length + extra;
    const reuse = this.#own && needed * 2 <= this.#block.length;
    const target = reuse ? this.#block : Buffer.alloc(Math.max(SMALLEST_BLOCK, needed * 2));
    this.#block.copy(target, 0, this.#start, this.#end);
    this.#hold(target, 0, this.length, true);
  }

  #hold(block: Buffer, start: number, end: number, own: boolean): void {
    this.#block = block;
    this.#start = start;
    this.#end = end;
    this.#own = own;
  }
}
