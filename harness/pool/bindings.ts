/** One registered endpoint of a user. */
export interface Binding {
  /** SIP address without scheme. */
  readonly user: string;
  readonly epid: string;
  /** `+sip.instance` UUID in lower case, where the client sent one. */
  readonly instance: string | undefined;
  /** The Contact URI as registered. */
  readonly contact: string;
  readonly connection: string;
  /** Clock milliseconds when it lapses. */
  readonly expiresAt: number;
}

/** The Registrar's bindings: user and epid together name an endpoint (MS-SIPREGE 3.1.2.5.1). */
export class Bindings {
  readonly #bindings = new Map<string, Binding>();

  /** Add or replace; `added` for a new endpoint, `refreshed` for a known one. */
  register(binding: Binding, now: number): 'added' | 'refreshed' {
    const known = this.#bindings.get(key(binding.user, binding.epid));
    this.#bindings.set(key(binding.user, binding.epid), binding);
    return known && known.expiresAt > now ? 'refreshed' : 'added';
  }

  remove(user: string, epid: string): boolean {
    return this.#bindings.delete(key(user, epid));
  }

  of(user: string, now: number): Binding[] {
    return [...this.#bindings.values()].filter((binding) => binding.user === user && binding.expiresAt > now);
  }

  all(now: number): Binding[] {
    return [...this.#bindings.values()].filter((binding) => binding.expiresAt > now);
  }
}

function key(user: string, epid: string): string {
  return `${user.toLowerCase()} ${epid.toLowerCase()}`;
}
