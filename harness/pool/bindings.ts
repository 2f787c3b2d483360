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
  readonly #byUser = new Map<string, Binding[]>();

  /** Add or replace; `added` for a new endpoint, `refreshed` for a known one. */
  register(binding: Binding, now: number): 'added' | 'refreshed' {
    const user = binding.user.toLowerCase();
    const endpoints = this.#byUser.get(user);
    if (endpoints === undefined) {
      this.#byUser.set(user, [binding]);
      return 'added';
    }
    const known = taken(endpoints, binding.registrar, binding.epid);
    // Anew at the end: the endpoints stand in the order of their last registration.
    endpoints.push(binding);
    return known && known.expiresAt > now ? 'refreshed' : 'added';
  }

  /** Take one out; undefined when there was none. */
  remove(registrar: string, user: string, epid: string): Binding | undefined {
    const name = user.toLowerCase();
    const endpoints = this.#byUser.get(name);
    const binding = endpoints && taken(endpoints, registrar, epid);
    if (endpoints?.length === 0) this.#byUser.delete(name);
    return binding;
  }

  /** A user's living endpoints, the longest unrefreshed first; at every Registrar, or at one. */
  of(user: string, now: number, registrar?: string): Binding[] {
    const living: Binding[] = [];
    for (const binding of this.#of(user)) {
      if (binding.expiresAt > now && (registrar === undefined || binding.registrar === registrar)) living.push(binding);
    }
    return living;
  }

  /** Every living endpoint. */
  all(now: number): Binding[] {
    return this.#every().filter((binding) => binding.expiresAt > now);
  }

  /** Take out what has lapsed at a Registrar; of one user, or of all. */
  lapsed(registrar: string, now: number, user?: string): readonly Binding[] {
    const candidates = user === undefined ? this.#every() : this.#of(user);
    let over: Binding[] | undefined;
    for (const binding of candidates) {
      if (binding.registrar !== registrar || binding.expiresAt > now) continue;
      over ??= [];
      over.push(binding);
    }
    if (!over) return nobody;
    for (const binding of over) this.remove(registrar, binding.user, binding.epid);
    return over;
  }

  /** When the next binding of a Registrar lapses, in clock milliseconds; undefined without any. */
  nextLapse(registrar: string): number | undefined {
    let next: number | undefined;
    for (const endpoints of this.#byUser.values()) {
      for (const binding of endpoints) {
        if (binding.registrar === registrar && (next === undefined || binding.expiresAt < next)) {
          next = binding.expiresAt;
        }
      }
    }
    return next;
  }

  #of(user: string): readonly Binding[] {
    return this.#byUser.get(user.toLowerCase()) ?? nobody;
  }

  #every(): Binding[] {
    return [...this.#byUser.values()].flat();
  }
}

const nobody: readonly Binding[] = [];

/** A user has a handful of endpoints: looking through them is quicker than any index. */
function taken(endpoints: Binding[], registrar: string, epid: string): Binding | undefined {
  const wanted = epid.toLowerCase();
  let at = 0;
  for (const each of endpoints) {
    if (each.registrar === registrar && (each.epid === epid || each.epid.toLowerCase() === wanted)) {
      endpoints.splice(at, 1);
      return each;
    }
    at++;
  }
  return undefined;
}
