import type { ClientHello } from '../wire/tls/index.js';

/** How far a handshake had come, seen from the server. */
export type TlsStage = 'before-hello' | 'after-hello' | 'after-certificate' | 'after-handshake';

/** Which engine serves a connection: `node:tls`, or the house's own for the suites OpenSSL no longer has. */
export type TlsEngineName = 'openssl' | 'tls10';

/** Why a connection was refused, where it is known; a phone that leaves without a word gives none. */
export type TlsRefusalReason =
  /** No suite that both sides can; or, as seen by the phone, nothing it would use. */
  | 'no-common-suite'
  /** The newest version the phone offers is older than the oldest the port serves. */
  | 'version-too-old'
  /** The oldest version the phone offers is newer than the newest the port serves. */
  | 'version-too-new'
  /** The phone does not take the version the server chose. */
  | 'version-not-accepted'
  /** The certificate's key cannot sign in a way the phone understands. */
  | 'no-common-signature'
  /** The port demands SNI and the hello has none. */
  | 'server-name-missing'
  /** The phone's alert says that it does not accept the certificates presented. */
  | 'certificate-refused'
  /** The server does not accept what the phone presented, or it presented none. */
  | 'client-certificate-refused'
  /** A message malformed, out of order, or one that does not verify. */
  | 'protocol-error'
  /** Nothing more came. */
  | 'timeout'
  /** Done on purpose, by a fault of the scenario. */
  | 'fault';

/** What both sides had, by name, where that was the reason: suites or versions. */
export interface OfferedAndServed {
  readonly offered?: readonly string[];
  readonly served?: readonly string[];
}

/** Somebody ended the connection before it was used. */
export interface TlsRefusal extends OfferedAndServed {
  readonly type: 'refused';
  readonly by: 'phone' | 'server';
  readonly how: 'alert' | 'close' | 'reset';
  /** By its RFC 5246 name, such as `unknown_ca`; a close told beforehand has `close_notify`. */
  readonly alert?: string;
  readonly reason?: TlsRefusalReason;
  readonly when: TlsStage;
  /** Milliseconds since the stage was reached: since the connection, the hello, the last flight, the handshake's end. */
  readonly afterMs: number;
  /** The bytes that show it, as they passed, where there are any. */
  readonly raw?: Buffer;
  /** Present where `raw` is ciphertext; the alert's name is then the engine's word. */
  readonly encrypted?: true;
  readonly detail?: string;
}

/** An alert that ended nothing. */
export interface TlsWarning {
  readonly type: 'warning';
  readonly by: 'phone' | 'server';
  /** Absent where it was encrypted and the engine keeps it to itself. */
  readonly alert?: string;
  readonly when: TlsStage;
  readonly raw?: Buffer;
  readonly encrypted?: true;
}

/** Everything seen of one TLS connection; the caller turns these into journal events. */
export type TlsObservation =
  | { readonly type: 'client-hello'; readonly hello: ClientHello; readonly raw: Buffer }
  | { readonly type: 'not-tls'; readonly looksLike: 'http' | 'sip' | 'unknown'; readonly raw: Buffer }
  | {
      readonly type: 'server-flight';
      /** Certificates as presented, DER, leaf first; TLS 1.3 hides them, then those the caller gave, if any. */
      readonly chain: readonly Buffer[];
      readonly version: string;
      readonly suite: string;
      readonly engine: TlsEngineName;
      /** A session was taken up again: no certificates passed. */
      readonly resumed: boolean;
    }
  | {
      readonly type: 'established';
      readonly version: string;
      readonly suite: string;
      readonly engine: TlsEngineName;
      readonly resumed: boolean;
    }
  | TlsWarning
  /** The phone began a new handshake inside the connection; told once a connection. */
  | { readonly type: 'renegotiation'; readonly by: 'phone'; readonly raw: Buffer }
  | TlsRefusal;
