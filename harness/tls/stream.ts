import type { X509Certificate } from 'node:crypto';
import type { Duplex } from 'node:stream';

/**
 * A connection under TLS, whichever engine serves it: what `tls.TLSSocket` and the engine's own socket have in common.
 * Its errors need no listener once `acceptTls` or `connectTls` has given it out.
 */
export interface TlsStream extends Duplex {
  readonly encrypted: true;
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
  readonly localAddress?: string | undefined;
  readonly localPort?: number | undefined;
  readonly bytesRead: number;
  readonly bytesWritten: number;
  /** `TLSv1` to `TLSv1.3`; null before the handshake's end. */
  getProtocol(): string | null;
  /** `name` is OpenSSL's (`RC4-SHA`), `standardName` IANA's (`TLS_RSA_WITH_RC4_128_SHA`). */
  getCipher(): { readonly name: string; readonly standardName: string; readonly version: string };
  getPeerX509Certificate(): X509Certificate | undefined;
  /** RFC 5705 without a context. */
  exportKeyingMaterial(length: number, label: string): Buffer;
  isSessionReused(): boolean;
}
