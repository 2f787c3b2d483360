import type { CertificateName } from './head.js';

/** Active Directory, as its domain controller saw and answered what came. */
export interface DirectoryEvents {
  'ldap.bind': {
    /** `anonymous`, `simple`, `sicily NTLM`, or the SASL mechanism. */
    readonly method: string;
    /** As given with the request: a DN, a principal name, `DOMAIN\user`; empty for none. */
    readonly name: string;
    /** Of NTLM, as sent. */
    readonly user?: string;
    readonly domain?: string;
    readonly workstation?: string;
    /** By name: `success`, `saslBindInProgress`, `invalidCredentials`… */
    readonly result: string;
    /** Why it was refused. */
    readonly problem?: string;
    /** What protects the connection from now on. */
    readonly protection?: 'sign' | 'seal';
  };
  'ldap.search': {
    readonly base: string;
    readonly scope: string;
    /** As administrators write it (RFC 4515). */
    readonly filter: string;
    /** As asked for; empty for all. */
    readonly attributes: readonly string[];
    /** Object identifiers, `!` before those that are critical. */
    readonly controls: readonly string[];
    readonly result: string;
    readonly entries: number;
  };
  /** CA certificates went out. */
  'ldap.certificates': {
    readonly certificates: readonly CertificateName[];
    /** Names of the objects they are in. */
    readonly from: readonly string[];
  };
  'ldap.compare': { readonly dn: string; readonly attribute: string; readonly result: string };
  'ldap.extended': { readonly name: string; readonly result: string };
  'ldap.abandon': { readonly abandoned: number };
  'ldap.unbind': Readonly<Record<never, never>>;
  /** Somebody looks for a live domain controller by UDP, as Windows does; that phones do is not known. */
  'ldap.ping': {
    readonly domain?: string;
    readonly host?: string;
    readonly user?: string;
    /** NtVer, the forms of answer it takes. */
    readonly version: number;
    readonly answered: boolean;
  };
  /** No phone is known to ask for this; the request is kept whole under `capture`. */
  'ldap.unknown-request': { readonly operation: string; readonly dn?: string; readonly capture?: string };
  'ldap.invalid': { readonly problem: string };
  /** An administrator published a CA certificate. */
  'directory.published': {
    readonly store: 'RootCA' | 'SubCA' | 'NTAuthCA';
    readonly subject: string;
    readonly thumbprint: string;
    /** Names of the objects written. */
    readonly objects: readonly string[];
  };
}
