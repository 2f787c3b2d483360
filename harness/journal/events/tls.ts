import type { CertificateName } from './head.js';

type Stage = 'before-hello' | 'after-hello' | 'after-certificate' | 'after-handshake';

/** One TLS connection as read from its records. */
export interface TlsEvents {
  'connection.opened': { readonly peer: string };
  'connection.closed': { readonly afterMs: number };
  'tls.client-hello': {
    readonly format: 'tls' | 'sslv2';
    readonly versions: readonly string[];
    /** Of the record layer, often lower than the offer. */
    readonly recordVersion: string;
    /** Suites by their IANA names, in the order offered. */
    readonly suites: readonly string[];
    /** `null` alone, unless the phone can compress. */
    readonly compression: readonly string[];
    /** By their IANA names, in the order sent; none for plain TLS 1.0. */
    readonly extensions: readonly string[];
    /** Bytes of the session the phone wants to take up again; 0 without one. */
    readonly sessionIdLength: number;
    /** TLS records the hello came in; more than one: fragmented. */
    readonly records: number;
    readonly serverName?: string;
    readonly fingerprint: string;
    /** Only RC4, 3DES, DES or export suites: nothing `node:tls` can serve. */
    readonly onlyLegacySuites: boolean;
  };
  'tls.not-tls': { readonly looksLike: 'http' | 'sip' | 'unknown' };
  'tls.server-flight': {
    readonly version: string;
    readonly suite: string;
    /** None where a session was taken up again. */
    readonly chain: readonly CertificateName[];
    /** What serves the connection: OpenSSL, or the harness's own engine for the suites OpenSSL no longer has. */
    readonly engine: 'openssl' | 'tls10';
    readonly resumed: boolean;
  };
  'tls.established': {
    readonly version: string;
    readonly suite: string;
    readonly engine: 'openssl' | 'tls10';
    readonly resumed: boolean;
  };
  'tls.refused': {
    readonly by: 'phone' | 'server';
    readonly how: 'alert' | 'close' | 'reset';
    /** RFC 2246 name, e.g. `unknown_ca`; `close_notify` for a close told beforehand. */
    readonly alert?: string;
    /** Why, in one word, where it is known. */
    readonly reason?:
      | 'no-common-suite'
      | 'version-too-old'
      | 'version-too-new'
      | 'version-not-accepted'
      | 'no-common-signature'
      | 'server-name-missing'
      | 'certificate-refused'
      | 'client-certificate-refused'
      | 'protocol-error'
      | 'timeout'
      | 'fault';
    readonly when: Stage;
    /** Milliseconds since the step named by `when`. */
    readonly afterMs: number;
    readonly detail?: string;
    /** Suites or versions the phone offered, where that was the reason. */
    readonly offered?: readonly string[];
    /** Suites or versions the port serves, where that was the reason. */
    readonly served?: readonly string[];
    /** `raw` is ciphertext. */
    readonly encrypted?: true;
  };
  'tls.warning': {
    readonly by: 'phone' | 'server';
    /** RFC 2246 name; absent where it was encrypted. */
    readonly alert?: string;
    readonly when: Stage;
    /** `raw` is ciphertext. */
    readonly encrypted?: true;
  };
  /** The phone began a new handshake inside the connection. */
  'tls.renegotiation': { readonly by: 'phone' };
}
