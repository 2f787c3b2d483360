/** A user certificate the provisioning service issued, as the home pool's store keeps it. */
export interface PublishedCertificate {
  /** SIP address without scheme. */
  readonly user: string;
  /** A GUID in braces. */
  readonly deviceId: string;
  /** SHA-1, upper-case hex. */
  readonly thumbprint: string;
  readonly certificate: Buffer;
  readonly notAfter: Date;
  revoked: boolean;
}

/** What happened to the store: what a process must write down to know it again. */
export type StoreChange =
  | { readonly kind: 'published'; readonly entry: PublishedCertificate }
  | { readonly kind: 'revoked'; readonly thumbprint: string };

/** Certificates kept of one user, revoked ones among them: a user has a few devices, and clients choose their ids themselves. */
export const MAX_CERTIFICATES_PER_USER = 100;

/** The pool's store of issued user certificates, shared by the web services and the Front End. */
export class PublishedCertificates {
  readonly #byThumbprint = new Map<string, PublishedCertificate>();
  readonly #byUser = new Map<string, Set<PublishedCertificate>>();
  #changed: (change: StoreChange) => void = () => {};
  #reachable: boolean | undefined;

  /** Remember it, in the place of the one the same device of the same user had before. */
  publish(certificate: Omit<PublishedCertificate, 'revoked'>): PublishedCertificate | undefined {
    const entry = { ...certificate, revoked: false };
    const replaced = this.#put(entry);
    this.#changed({ kind: 'published', entry });
    return replaced;
  }

  /** Revoke one certificate; false when the store does not have it. */
  revoke(thumbprint: string): boolean {
    const entry = this.#byThumbprint.get(thumbprint);
    if (!entry) return false;
    entry.revoked = true;
    this.#changed({ kind: 'revoked', thumbprint });
    return true;
  }

  /** Revoke-CsClientCertificate: all of a user, or those of one device; the certificates that were valid until now. */
  revokeOf(user: string, deviceId?: string): readonly PublishedCertificate[] {
    const wanted = [...(this.#byUser.get(user.toLowerCase()) ?? [])].filter(
      (entry) => !entry.revoked && (deviceId === undefined || entry.deviceId.toLowerCase() === deviceId.toLowerCase()),
    );
    for (const { thumbprint } of wanted) this.revoke(thumbprint);
    return wanted;
  }

  /** `unknown` is also what was replaced: the store has one certificate a device (inferred). */
  state(thumbprint: string): 'published' | 'revoked' | 'unknown' {
    const entry = this.#byThumbprint.get(thumbprint);
    if (!entry) return 'unknown';
    return entry.revoked ? 'revoked' : 'published';
  }

  of(thumbprint: string): PublishedCertificate | undefined {
    return this.#byThumbprint.get(thumbprint);
  }

  list(): readonly PublishedCertificate[] {
    return [...this.#byThumbprint.values()];
  }

  /** Whether the web services reach the store, where it was so when the lab opened. */
  isReachable(deployed: boolean): boolean {
    return this.#reachable ?? deployed;
  }

  reach(reachable: boolean): void {
    this.#reachable = reachable;
  }

  /** What was said of reaching the store is forgotten. */
  reachAsDeployed(): void {
    this.#reachable = undefined;
  }

  /** What an earlier process published. */
  restore(entries: readonly PublishedCertificate[]): void {
    for (const entry of entries) this.#put({ ...entry });
  }

  /** Whoever keeps the store hears of each change from now on. */
  keep(changed: (change: StoreChange) => void): void {
    this.#changed = changed;
  }

  #put(entry: PublishedCertificate): PublishedCertificate | undefined {
    const user = entry.user.toLowerCase();
    const entries = this.#byUser.get(user) ?? new Set<PublishedCertificate>();
    this.#byUser.set(user, entries);
    const device = entry.deviceId.toLowerCase();
    const replaced = [...entries].find((each) => !each.revoked && each.deviceId.toLowerCase() === device);
    const [oldest] = entries;
    const gone = replaced ?? (entries.size >= MAX_CERTIFICATES_PER_USER ? oldest : undefined);
    if (gone) {
      entries.delete(gone);
      this.#byThumbprint.delete(gone.thumbprint);
    }
    entries.add(entry);
    this.#byThumbprint.set(entry.thumbprint, entry);
    return replaced;
  }
}
