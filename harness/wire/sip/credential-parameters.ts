/**
 * The parameters of credentials by their lower-case names. There are a handful, which are found more quickly by looking
 * at each than in a map, and every message brings them anew.
 */
export class CredentialParameters {
  readonly #names: string[] = [];
  readonly #values: string[] = [];

  get size(): number {
    return this.#names.length;
  }

  get(name: string): string | undefined {
    const place = this.#names.indexOf(name);
    return place === -1 ? undefined : this.#values[place];
  }

  has(name: string): boolean {
    return this.#names.includes(name);
  }

  /** Add one that is not there yet. */
  add(name: string, value: string): void {
    this.#names.push(name);
    this.#values.push(value);
  }

  /** In the order in which they were written. */
  *[Symbol.iterator](): IterableIterator<readonly [name: string, value: string]> {
    for (const [i, name] of this.#names.entries()) yield [name, this.#values[i] ?? ''];
  }
}
