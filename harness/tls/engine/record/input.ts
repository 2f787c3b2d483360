/** Taken at the first byte: a handshake fits, a bulk transfer grows it once or twice. */
const FIRST_CAPACITY = 4096;
/** Given back when empty, so that one large burst does not stay in memory for the connection's life. */
const KEPT_CAPACITY = 64 * 1024;

/** Bytes of the peer waiting to be cut into records. Appending costs what is appended, however small the pieces. */
export class Input {
  #bytes: Buffer = Buffer.alloc(0);
  #start = 0;
  #end = 0;

  get length(): number {
    return this.#end - this.#start;
  }

  /** Copies `bytes` behind those held. */
  push(bytes: Buffer): void {
    if (this.#end + bytes.length > this.#bytes.length) this.#makeRoom(bytes.length);
    bytes.copy(this.#bytes, this.#end);
    this.#end += bytes.length;
  }

  /** A view of the first `length` bytes held, good until the next push. */
  peek(length: number): Buffer {
    return this.#bytes.subarray(this.#start, this.#start + length);
  }

  /** Drops the first `length` bytes held; views of them stay good until the next push. */
  drop(length: number): void {
    this.#start += length;
    if (this.#start < this.#end) return;
    this.#start = 0;
    this.#end = 0;
    if (this.#bytes.length > KEPT_CAPACITY) this.#bytes = Buffer.alloc(0);
  }

  #makeRoom(more: number): void {
    const held = this.peek(this.length);
    const needed = held.length + more;
    // Moving to the front is enough when half is free; otherwise moving would be repeated for every small piece.
    const target = needed <= this.#bytes.length / 2 ? this.#bytes : Buffer.allocUnsafe(capacityFor(needed));
    held.copy(target);
    this.#bytes = target;
    this.#end = held.length;
    this.#start = 0;
  }
}

function capacityFor(needed: number): number {
  return Math.max(FIRST_CAPACITY, 2 * needed);
}
