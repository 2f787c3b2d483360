/** Entries a directory holds; a lab with ten thousand users has room, an administrator's loop does not fill memory. */
export const MAX_DIRECTORY_ENTRIES = 50_000;

export interface DirectoryAttribute {
  /** As the schema spells it. */
  readonly name: string;
  readonly values: readonly Buffer[];
}

/** One object of Active Directory. Never changed: what changes it puts another in its place. */
export interface DirectoryEntry {
  /** As it is shown. */
  readonly dn: string;
  /** The same for names that match; made by whoever reads distinguished names. */
  readonly key: string;
  /** Key of the object above; empty at the top. */
  readonly parent: string;
  /** By name in lower case. */
  readonly attributes: ReadonlyMap<string, DirectoryAttribute>;
}

/** The objects of the domain and of its configuration, which several servers and the administrator share. */
export class Directory {
  readonly #entries = new Map<string, DirectoryEntry>();
  #list: readonly DirectoryEntry[] | undefined;
  #changes = 0;
  #seed: (() => void) | undefined;

  /**
   * What puts its first objects in, when somebody looks for the first time: most phones never do. Nothing happens in a
   * directory that has objects, or has been told before.
   */
  fillWith(seed: () => void): void {
    if (this.#entries.size === 0) this.#seed ??= seed;
  }

  /** Grows with every change (highestCommittedUSN). */
  get changes(): number {
    this.#fill();
    return this.#changes;
  }

  get(key: string): DirectoryEntry | undefined {
    this.#fill();
    return this.#entries.get(key);
  }

  /** Takes the place of the object of the same name. */
  put(entry: DirectoryEntry): 'added' | 'replaced' | 'full' {
    this.#fill();
    const known = this.#entries.has(entry.key);
    if (!known && this.#entries.size >= MAX_DIRECTORY_ENTRIES) return 'full';
    this.#entries.set(entry.key, entry);
    this.#list = undefined;
    this.#changes++;
    return known ? 'replaced' : 'added';
  }

  /** All of them, in the order they came. */
  all(): readonly DirectoryEntry[] {
    this.#fill();
    this.#list ??= [...this.#entries.values()];
    return this.#list;
  }

  /** Right below an object. */
  below(key: string): readonly DirectoryEntry[] {
    return this.all().filter(({ parent }) => parent === key);
  }

  /** The object and everything below it; all of them for the empty key. */
  within(key: string): readonly DirectoryEntry[] {
    if (key === '') return this.all();
    const end = `,${key}`;
    return this.all().filter((entry) => entry.key === key || entry.key.endsWith(end));
  }

  #fill(): void {
    const seed = this.#seed;
    this.#seed = undefined;
    seed?.();
  }
}
