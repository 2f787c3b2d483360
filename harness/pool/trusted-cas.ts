import type { CaStore, TrustedCa } from '../deployment/index.js';

/** Entries TrustedCACerts may have; a pool has a handful, and every phone downloads them all. */
export const MAX_TRUSTED_CAS = 100;

/** TrustedCACerts of the web services: as deployed until an administrator changes the list (Set-CsWebServiceConfiguration). */
export class TrustedCas {
  #changed: readonly TrustedCa[] | undefined;

  /** The list now, where it was this one when the lab opened. */
  list(deployed: readonly TrustedCa[]): readonly TrustedCa[] {
    return this.#changed ?? deployed;
  }

  /** `@{Add=…}`: an entry of the same thumbprint and store is replaced. */
  add(deployed: readonly TrustedCa[], entry: TrustedCa): 'added' | 'known' | 'full' {
    const now = this.list(deployed);
    const others = now.filter((each) => !same(each, entry.thumbprint, entry.store));
    if (others.length >= MAX_TRUSTED_CAS) return 'full';
    this.#changed = [...others, entry];
    return others.length < now.length ? 'known' : 'added';
  }

  /** `@{Remove=…}`: from one store, or from all; the entries that were taken out. */
  remove(deployed: readonly TrustedCa[], thumbprint: string, store?: CaStore): readonly TrustedCa[] {
    const now = this.list(deployed);
    const removed = now.filter((each) => same(each, thumbprint, store ?? each.store));
    if (removed.length > 0) this.#changed = now.filter((each) => !removed.includes(each));
    return removed;
  }
}

function same(entry: TrustedCa, thumbprint: string, store: CaStore): boolean {
  return entry.thumbprint === thumbprint && entry.store === store;
}
