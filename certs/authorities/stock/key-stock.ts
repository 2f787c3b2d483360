import { randomUUID } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyKind } from '../chain-description.js';
import { type KeyPair, keyPairOf, pkcs8Of } from '../key-pair.js';
import { isPrivate, openFolder } from './folder.js';

/** `authority` keys serve once; `shared` ones again and again, for servers and phones. */
export type StockShelf = 'authority' | 'shared';

/** Largest key file read: a 4096-bit key has 2.4 KiB. */
const MAX_KEY_BYTES = 16 * 1024;

/** Pre-generated private keys in a folder of this user's, safe with several processes. Never throws: it may be empty. */
export class KeyStock {
  readonly #folder: string;
  readonly #usable: boolean;

  constructor(folder: string) {
    this.#folder = folder;
    this.#usable = openFolder(folder);
  }

  /** Whether the folder can be used at all. */
  get usable(): boolean {
    return this.#usable;
  }

  /** Takes a key out for good; undefined when there is none. No two callers get the same one, in any process. */
  take(kind: KeyKind): KeyPair | undefined {
    for (const name of this.#list('authority', kind)) {
      const claimed = join(this.#folder, `claimed-${randomUUID()}`);
      try {
        // Only one rename of a file succeeds.
        renameSync(join(this.#folder, name), claimed);
      } catch {
        continue;
      }
      const pair = read(claimed);
      rmSync(claimed, { force: true });
      if (pair !== undefined) return pair;
    }
    return undefined;
  }

  /** The `index`th key that may be used again; undefined when it is not there yet. */
  shared(kind: KeyKind, index: number): KeyPair | undefined {
    return this.#usable ? read(join(this.#folder, sharedName(kind, index))) : undefined;
  }

  /** Stores a key for later, mode 0600, complete or not at all. `index` for one that may be used again. */
  put(kind: KeyKind, pair: Pick<KeyPair, 'privateKey'>, index?: number): void {
    if (!this.#usable) return;
    const unfinished = join(this.#folder, `unfinished-${randomUUID()}`);
    const name = index === undefined ? `authority-${kind}-${randomUUID()}` : sharedName(kind, index);
    try {
      writeFileSync(unfinished, pkcs8Of(pair), { mode: 0o600, flag: 'wx' });
      renameSync(unfinished, join(this.#folder, name));
    } catch {
      rmSync(unfinished, { force: true });
    }
  }

  /** How many keys of a kind lie ready to be taken. */
  count(kind: KeyKind): number {
    return this.#list('authority', kind).length;
  }

  #list(shelf: StockShelf, kind: KeyKind): string[] {
    if (!this.#usable) return [];
    try {
      return readdirSync(this.#folder).filter((name) => name.startsWith(`${shelf}-${kind}-`));
    } catch {
      return [];
    }
  }
}

function sharedName(kind: KeyKind, index: number): string {
  return `shared-${kind}-${index}`;
}

/** A key file of this user's alone; anything else counts as missing, as another may know what is in it. */
function read(path: string): KeyPair | undefined {
  try {
    const status = lstatSync(path);
    if (!status.isFile() || !isPrivate(status) || status.size > MAX_KEY_BYTES) return undefined;
    return keyPairOf(readFileSync(path));
  } catch {
    return undefined;
  }
}
