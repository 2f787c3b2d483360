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

/**
 * Who gets the chain of the CA from its web page. `windows`: whoever proves an account of the domain, as its setup leaves
 * it (reported: public scripts fetch it by NTLM). `unauthorized`: nobody, 401 after the proof too, as file rights refuse.
 * `forbidden`: nobody, 403, as where IIS requires SSL. `absent`: there is a CA and no web page.
 */
export const authorityPageAccesses = ['windows', 'anonymous', 'unauthorized', 'forbidden', 'absent'] as const;
export type AuthorityPageAccess = (typeof authorityPageAccesses)[number];

/** The enrollment service of an Enterprise CA, on the host `ca`: an object in the directory and a web page. */
export interface EnrollmentServiceSettings {
  readonly page: AuthorityPageAccess;
  /** DER, root first, the issuing CA last. */
  readonly authorities: readonly Buffer[];
}

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
  /** They come from an Enterprise CA of the domain, which logon certificates may come from as well. */
  readonly enterpriseCa: boolean;
  /** Absent where no CA is to be found in the directory. */
  readonly enrollment?: EnrollmentServiceSettings;
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
