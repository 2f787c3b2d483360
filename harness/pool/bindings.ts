/** One registered endpoint of a user. */
export interface Binding {
  /** Host of the Registrar that holds it. */
  readonly registrar: string;
  /** SIP address without scheme. */
  readonly user: string;
  readonly epid: string;
  /** `+sip.instance` UUID in lower case, where the client sent one. */
  readonly instance: string | undefined;
  /** The Contact URI as registered. */
  readonly contact: string;
  readonly connection: string;
  /** The device's key in the journal. */
  readonly device: string | undefined;
  /** Clock milliseconds when it lapses. */
  readonly expiresAt: number;
}

/**
 * What the Registrars of a lab have registered: Registrar, user and epid together name an endpoint (MS-SIPREGE
 * 3.1.2.5.1). Kept by user, because every REGISTER asks for all of a user's endpoints.
 */
export class Bindings {
  readonly #byUser = new Map<string, Map<string, Binding>>();

  /** Add or replace; `added` for a new endpoint, `refreshed` for a known one. */
  register(binding: Binding, now: number): 'added' | 'refreshed' {
    const user = binding.user.toLowerCase();
    const endpoints = this.#byUser.get(user) ?? new Map<string, Binding>();
    this.#byUser.set(user, endpoints);
    const name = key(binding.registrar, binding.epid);
    const known = endpoints.get(name);
    // Anew at the end: the endpoints stand in the order of their last registration.
    endpoints.delete(name);
    endpoints.set(name, binding);
    return known && known.expiresAt > now ? 'refreshed' : 'added';
  }

  /** Take one out; undefined when there was none. */
  remove(registrar: string, user: string, epid: string): Binding | undefined {
    const endpoints = this.#byUser.get(user.toLowerCase());
    const binding = endpoints?.get(key(registrar, epid));
    if (endpoints && binding) {
      endpoints.delete(key(registrar, epid));
      if (endpoints.size === 0) this.#byUser.delete(user.toLowerCase());
    }
    return binding;
  }

  /** A user's living endpoints, the longest unrefreshed first; at every Registrar, or at one. */
  of(user: string, now: number, registrar?: string): Binding[] {
    return this.#of(user).filter(
      (binding) => binding.expiresAt > now && (registrar === undefined || binding.registrar === registrar),
    );
  }

  /** Every living endpoint. */
  all(now: number): Binding[] {
    return this.#every().filter((binding) => binding.expiresAt > now);
  }

  /** Take out what has lapsed at a Registrar; of one user, or of all. */
  lapsed(registrar: string, now: number, user?: string): Binding[] {
    const candidates = user === undefined ? this.#every() : this.#of(user);
    const over = candidates.filter((binding) => binding.registrar === registrar && binding.expiresAt <= now);
    for (const binding of over) this.remove(registrar, binding.user, binding.epid);
    return over;
  }

  /** When the next binding of a Registrar lapses, in clock milliseconds; undefined without any. */
  nextLapse(registrar: string): number | undefined {
    let next: number | undefined;
    for (const endpoints of this.#byUser.values()) {
      for (const binding of endpoints.values()) {
        if (binding.registrar === registrar && (next === undefined || binding.expiresAt < next)) {
          next = binding.expiresAt;
        }
      }
    }
    return next;
  }

  #of(user: string): Binding[] {
    return [...(this.#byUser.get(user.toLowerCase())?.values() ?? [])];
  }

  #every(): Binding[] {
    return [...this.#byUser.values()].flatMap((endpoints) => [...endpoints.values()]);
  }
}

function key(registrar: string, epid: string): string {
  return `${registrar} ${epid.toLowerCase()}`;
}
