import type { ClientHello } from '../wire/tls/index.js';

/** How far a handshake had come, seen from the server. */
export type TlsStage = 'before-hello' | 'after-hello' | 'after-certificate' | 'after-handshake';

/** Somebody ended the connection before it was used. */
export interface TlsRefusal {
  readonly type: 'refused';
  readonly by: 'phone' | 'server';
  readonly how: 'alert' | 'close' | 'reset';
  /** By its RFC 5246 name, such as `unknown_ca`. */
  readonly alert?: string;
  readonly when: TlsStage;
  /** Milliseconds since the stage was reached: since the connection, the hello, the last flight, the handshake's end. */
  readonly afterMs: number;
  /** The bytes that show it, where there are any. */
  readonly raw?: Buffer;
  readonly detail?: string;
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
    }
  | { readonly type: 'established'; readonly version: string; readonly suite: string }
  | TlsRefusal;
