import { resolve } from 'node:path';
import { HarnessError } from '../../foundation/errors/index.js';

/** Problems kept of one file; one with more has one mistake many times, and nobody reads on. */
export const MAX_PROBLEMS = 500;

/** Where it shows: in what a file says by itself, or only in what comes of it and its base, fragments and variants. */
type Shows = 'in-file' | 'in-whole';

/**
 * What is wrong with a scenario file and the files it is made of, each once: first what shows in a file by itself, then
 * what shows in the whole, both in order of place.
 */
export class Problems {
  readonly #found = new Map<string, { readonly error: HarnessError; readonly shows: Shows }>();
  readonly #files: string[] = [];

  /** @param file the scenario's own; what is wrong with it comes before what is wrong with others */
  constructor(file: string) {
    this.#files.push(resolve(file));
  }

  /** No more is kept; what is still to be looked at need not be. */
  get full(): boolean {
    return this.#found.size >= MAX_PROBLEMS;
  }

  add(error: HarnessError, shows: Shows = 'in-file'): void {
    if (this.full || this.#found.has(error.message)) return;
    this.#found.set(error.message, { error, shows });
    const file = fileOf(error);
    if (file !== undefined && !this.#files.includes(file)) this.#files.push(file);
  }

  /** The result; nothing where the work threw, which is a problem found. What nobody foresaw is thrown on. */
  attempt<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error;
      this.add(error);
      return undefined;
    }
  }

  all(): HarnessError[] {
    const found = [...this.#found.values()];
    return [...this.#sorted(found, 'in-file'), ...this.#sorted(found, 'in-whole')];
  }

  #sorted(found: readonly { readonly error: HarnessError; readonly shows: Shows }[], where: Shows): HarnessError[] {
    return found
      .filter(({ shows }) => shows === where)
      .map(({ error }) => error)
      .sort(
        (one, other) =>
          this.#rank(one) - this.#rank(other) ||
          numberIn(one, 'line') - numberIn(other, 'line') ||
          numberIn(one, 'column') - numberIn(other, 'column'),
      );
  }

  #rank(error: HarnessError): number {
    const file = fileOf(error);
    return file === undefined ? this.#files.length : this.#files.indexOf(file);
  }
}

function fileOf({ details }: HarnessError): string | undefined {
  return typeof details.file === 'string' ? resolve(details.file) : undefined;
}

/** What names no place comes behind what does. */
function numberIn({ details }: HarnessError, key: 'line' | 'column'): number {
  const value = details[key];
  return typeof value === 'number' ? value : Number.MAX_SAFE_INTEGER;
}
