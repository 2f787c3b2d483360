/**
 * A map that keeps the entries added last, so many at most. To ask a `Map` for its first key again and again costs more
 * with every entry deleted before it: V8 steps over the place of each (measured: a third of what a web ticket cost).
 */
export class LatestMap<K, V> {
  readonly #limit: number;
  readonly #values = new Map<K, V>();
  /** Keys in the order they were added; once there are so many, a new one takes the oldest's place. */
  readonly #order: K[] = [];
  #oldest = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#values.size;
  }

  get(key: K): V | undefined {
    return this.#values.get(key);
  }

  /** A key that is there keeps its age. */
  set(key: K, value: V): void {
    if (!this.#values.has(key)) this.#makeRoom(key);
    this.#values.set(key, value);
  }

  #makeRoom(key: K): void {
    if (this.#order.length < this.#limit) {
      this.#order.push(key);
      return;
    }
    const gone = this.#order[this.#oldest];
    if (gone !== undefined) this.#values.delete(gone);
    this.#order[this.#oldest] = key;
    this.#oldest = (this.#oldest + 1) % this.#limit;
  }
}
