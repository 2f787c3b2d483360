import type { CertificateName } from './head.js';

/** One TLS connection as read from its records. */
export interface TlsEvents {
  'connection.opened': { readonly peer: string };
  'connection.closed': { readonly afterMs: number };
  'tls.client-hello': {
    readonly format: 'tls' | 'sslv2';
    readonly versions: readonly string[];
    /** Suites by their IANA names, in the order offered. */
    readonly suites: readonly string[];
    readonly serverName?: string;
    readonly fingerprint: string;
    /** Only RC4, 3DES, DES or export suites: nothing `node:tls` can serve. */
    readonly onlyLegacySuites: boolean;
  };
  'tls.not-tls': { readonly looksLike: 'http' | 'sip' | 'unknown' };
  'tls.server-flight': {
    readonly version: string;
    readonly suite: string;
    readonly chain: readonly CertificateName[];
  };
  'tls.established': { readonly version: string; readonly suite: string };
  'tls.refused': {
    readonly by: 'phone' | 'server';
    readonly how: 'alert' | 'close' | 'reset';
    /** RFC 2246 name, e.g. `unknown_ca`. */
    readonly alert?: string;
    readonly when: 'before-hello' | 'after-hello' | 'after-certificate' | 'after-handshake';
    /** Milliseconds since the step named by `when`. */
    readonly afterMs: number;
    readonly detail?: string;
  };
}
