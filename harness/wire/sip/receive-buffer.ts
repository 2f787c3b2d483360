/** Bytes waiting to be framed, in one block that grows by doubling: small pushes cost no more than large ones. */
export class ReceiveBuffer {
  #block = Buffer.alloc(4096);
  #start = 0;
  #end = 0;

  get length(): number {
    return this.#end - this.#start;
  }

  append(bytes: Buffer): void {
    if (this.#end + bytes.length > this.#block.length) this.#makeRoom(bytes.length);
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

  indexOf(needle: Buffer, from: number): number {
    return this.view(0, this.length).indexOf(needle, from);
  }

  consume(count: number): void {
    this.#start = Math.min(this.#start + count, this.#end);
    if (this.#start === this.#end) {
      this.#start = 0;
      this.#end = 0;
    }
  }

  #makeRoom(extra: number): void {
    const needed = this.length + extra;
    const target = needed * 2 > this.#block.length ? Buffer.alloc(needed * 2) : this.#block;
    this.#block.copy(target, 0, this.#start, this.#end);
    this.#end = this.length;
    this.#start = 0;
    this.#block = target;
  }
}
