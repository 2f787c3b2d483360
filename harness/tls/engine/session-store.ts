import type { EngineSession, SessionStore } from './options.js';

/** Sessions kept at most: more phones than one pool registers in a lab; the oldest makes room. About 3 KB each with a client's chain. */
export const MAX_SESSIONS = 1024;

export interface MemorySessionStoreOptions {
  /** Sessions kept at most; default `MAX_SESSIONS`. */
  readonly limit?: number;
  /** Sessions older than `milliseconds` are forgotten (RFC 2246 F.1.4 advises a day at most); without it they do not age. */
  readonly age?: { readonly milliseconds: number; readonly elapsed: () => number };
}

interface Kept {
  readonly session: EngineSession;
  readonly since: number;
}

/** Sessions in memory, the oldest forgotten first. */
export class MemorySessionStore implements SessionStore {
  readonly #sessions = new Map<string, Kept>();
  readonly #limit: number;
  readonly #age: MemorySessionStoreOptions['age'];

  constructor(options: MemorySessionStoreOptions = {}) {
    this.#limit = options.limit ?? MAX_SESSIONS;
    this.#age = options.age;
  }

  get size(): number {
    return this.#sessions.size;
  }

  get(id: Buffer): EngineSession | undefined {
    const key = id.toString('hex');
    const kept = this.#sessions.get(key);
    if (kept === undefined || this.#age === undefined) return kept?.session;
    if (this.#age.elapsed() - kept.since <= this.#age.milliseconds) return kept.session;
    this.#sessions.delete(key);
    return undefined;
  }

  put(session: EngineSession): void {
    const key = session.id.toString('hex');
    // Put anew at the end, since a Map gives its keys in the order of their first setting.
    this.#sessions.delete(key);
    this.#sessions.set(key, { session, since: this.#age?.elapsed() ?? 0 });
    for (const oldest of this.#sessions.keys()) {
      if (this.#sessions.size <= this.#limit) break;
      this.#sessions.delete(oldest);
    }
  }

  delete(id: Buffer): void {
    this.#sessions.delete(id.toString('hex'));
  }
}
