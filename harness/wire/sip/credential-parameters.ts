/**
 * The parameters of credentials by their lower-case names. There are a handful, which are found more quickly by looking
 * at each than in a map, and every message brings them anew.
 */
export class CredentialParameters {
  /** Name and value in turn. */
  readonly #words: string[] = [];

  get size(): number {
    return this.#words.length / 2;
  }

  get(name: string): string | undefined {
    const place = this.#placeOf(name);
    return place === -1 ? undefined : this.#words[place + 1];
  }

  has(name: string): boolean {
    return this.#placeOf(name) !== -1;
  }

  /** Add one that is not there yet. */
  add(name: string, value: string): void {
    this.#words.push(name, value);
  }

  /** In the order in which they were written. */
  *[Symbol.iterator](): IterableIterator<readonly [name: string, value: string]> {
    for (let i = 0; i < this.#words.length; i += 2) yield [this.#words[i] ?? '', this.#words[i + 1] ?? ''];
  }

  #placeOf(name: string): number {
    for (let i = 0; i < this.#words.length; i += 2) if (this.#words[i] === name) return i;
    return -1;
  }
}
