/** The port a client came to. */
export type DirectoryService = 'ldap' | 'global-catalog' | SecureDirectoryService;
/** Those that speak TLS from the first byte on. */
export type SecureDirectoryService = 'ldaps' | 'global-catalog-ldaps';

/** One client's connection. */
export interface DirectoryPlace {
  /** `ldap#3`. */
  readonly id: string;
  readonly service: DirectoryService;
  readonly device: string | undefined;
}
