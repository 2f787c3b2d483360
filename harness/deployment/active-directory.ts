/** Where `certutil -dspublish` puts a certificate, by its own words. */
export const directoryStores = ['RootCA', 'SubCA', 'NTAuthCA'] as const;
export type DirectoryStore = (typeof directoryStores)[number];

/** A certificate in Active Directory. */
export interface PublishedCa {
  readonly store: DirectoryStore;
  /** DER. */
  readonly certificate: Buffer;
}

/** Who may read more than rootDSE without a bind: a real domain controller lets nobody. */
export const anonymousRights = ['everything', 'rootDSE'] as const;
export type AnonymousRights = (typeof anonymousRights)[number];

/** The domain controller. */
export interface ActiveDirectorySettings {
  /** DNS name of the domain, which is the forest's too; lower case. */
  readonly domain: string;
  /** DNS has the records a client finds a domain controller by. */
  readonly locator: boolean;
  /** What listens: 389, 3268, 636. */
  readonly ldap: boolean;
  readonly globalCatalog: boolean;
  readonly ldaps: boolean;
  readonly anonymous: AnonymousRights;
  /** LDAPServerIntegrity: without TLS, binds must sign what follows. */
  readonly signingRequired: boolean;
  /** MaxPageSize of the LDAP policies: entries in one answer. */
  readonly maxPageSize: number;
  /** As published when the lab opens. */
  readonly published: readonly PublishedCa[];
  /** They come from an Enterprise CA of the domain, which has an enrollment service as well. */
  readonly enterpriseCa: boolean;
}

export const defaultActiveDirectorySettings: Omit<ActiveDirectorySettings, 'domain' | 'published'> = {
  locator: true,
  ldap: true,
  globalCatalog: true,
  ldaps: true,
  // Whether phones bind is unknown, so a scenario that does not care lets both pass.
  anonymous: 'everything',
  signingRequired: false,
  maxPageSize: 1000,
  enterpriseCa: false,
};

/** `DC=contoso,DC=com` of `contoso.com`. */
export function domainDn(domain: string): string {
  return domain
    .split('.')
    .map((label) => `DC=${label}`)
    .join(',');
}
