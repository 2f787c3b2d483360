import type { SecureVersion } from 'node:tls';

/** Certificates are visible up to TLS 1.2, so a phone here never speaks 1.3. */
export type PhoneTlsVersion = Extract<SecureVersion, 'TLSv1' | 'TLSv1.1' | 'TLSv1.2'>;

/** TLS 1.0 with RSA key exchange, by the harness's own engine: the suites OpenSSL no longer has, in either hello format. */
export interface Tls10Offer {
  readonly engine: 'tls10';
  /** Numbers as in the hello, in the order offered. */
  readonly suites: readonly number[];
  /** `sslv2`: a TLS 1.0 hello in the format of SSL 2.0 (RFC 2246 appendix E). */
  readonly helloFormat: 'tls' | 'sslv2';
}

/** What OpenSSL can offer. */
export interface OpensslOffer {
  readonly engine: 'openssl';
  readonly minVersion: PhoneTlsVersion;
  readonly maxVersion: PhoneTlsVersion;
  /** OpenSSL names, separated by colons. */
  readonly ciphers: string;
  /** SNI; absent for Lync Phone Edition. */
  readonly serverName?: string;
}

/** What a phone's hello offers, and with it the engine that speaks for the phone. */
export type PhoneTlsOffer = Tls10Offer | OpensslOffer;
