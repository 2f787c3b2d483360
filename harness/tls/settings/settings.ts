/** Which engine serves: `auto` decides by the hello. */
export type EngineChoice = 'auto' | 'openssl' | 'tls10';

/** Versions a port can serve, by OpenSSL's names. */
export type ServerTlsVersion = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

/** What a TLS port speaks. */
export interface TlsSettings {
  readonly engine: EngineChoice;
  readonly minVersion: ServerTlsVersion;
  readonly maxVersion: ServerTlsVersion;
  /** OpenSSL or IANA names, in order of preference; absent: everything either engine can serve. */
  readonly suites?: readonly string[];
  /** Refuse a hello without SNI, as some proxies in front of a Front End do. */
  readonly requireServerName: boolean;
}

/** Every version from 1.0 on, every suite, no SNI needed: a phone of any age gets in. */
export const defaultTlsSettings: TlsSettings = {
  engine: 'auto',
  minVersion: 'TLSv1',
  maxVersion: 'TLSv1.3',
  requireServerName: false,
};
