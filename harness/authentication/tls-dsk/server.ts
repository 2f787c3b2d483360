import { constants } from 'node:crypto';
import { type SecureVersion, TLSSocket } from 'node:tls';
import { HarnessError } from '../../foundation/errors/index.js';
import { type ServerIdentity, serverSecureContext } from '../../tls/index.js';
import type { SigningKeys } from '../security-association/signing-keys.js';
import { certificatePem } from './certificate-pem.js';
import { dskKeys } from './dsk-keys.js';
import { type ExportedKeys, exportKeys } from './engine-keys.js';
import { InnerEngine } from './inner-engine.js';

/** The suites both the engine and clients of this kind have; they sign with SHA-1. */
export const DSK_CIPHERS = 'AES128-SHA:AES256-SHA:@SECLEVEL=0';

export interface TlsDskServerOptions {
  /** The Front End's certificate with its key; RSA. */
  readonly tls: ServerIdentity;
  /** DER of the authorities whose user certificates are taken: the names in the CertificateRequest. */
  readonly clientAuthorities: readonly Buffer[];
  /** Default TLS 1.0. The client's hello decides; the highest served is TLS 1.2, as keys end with it. */
  readonly minVersion?: SecureVersion;
  /** OpenSSL names, default `DSK_CIPHERS`. */
  readonly ciphers?: string;
}

export type TlsDskServerStep =
  | { readonly state: 'continue' | 'finished'; readonly flight: Buffer }
  | { readonly state: 'failed'; readonly reason: string };

/**
 * The server's half of TLS-DSK (MS-SIPAE 3.3.5): a TLS handshake whose flights travel in gssapi-data. It asks for a
 * client certificate but does not judge it: see `clientCertificate` and checkUserCertificate.
 */
export class TlsDskServer {
  readonly #engine: InnerEngine;
  #keys: ExportedKeys | undefined;
  #clientCertificate: Buffer | undefined;
  #finished = false;

  /** @throws HarnessError TLS_CERTIFICATE_UNUSABLE */
  constructor(options: TlsDskServerOptions) {
    const secureContext = serverSecureContext(options.tls, {
      minVersion: options.minVersion ?? 'TLSv1',
      maxVersion: 'TLSv1.2',
      ciphers: options.ciphers ?? DSK_CIPHERS,
      ca: options.clientAuthorities.map(certificatePem),
      // Every association is a full handshake; a ticket would only make the last flight longer.
      secureOptions: constants.SSL_OP_NO_TICKET,
    });
    this.#engine = new InnerEngine(
      (stream) =>
        new TLSSocket(stream, { isServer: true, requestCert: true, rejectUnauthorized: false, secureContext }),
      'secure',
      (socket) => {
        this.#keys = exportKeys(socket);
        this.#clientCertificate = socket.getPeerX509Certificate()?.raw;
      },
    );
  }

  /** DER of the certificate the client showed and proved to own; undefined before that, or when it showed none. */
  get clientCertificate(): Buffer | undefined {
    return this.#clientCertificate;
  }

  /**
   * Takes the client's flight and gives the answer: ServerHello to ServerHelloDone first (`continue`), ChangeCipherSpec
   * and Finished at the end (`finished`). A failed handshake stays failed.
   */
  async accept(flight: Buffer): Promise<TlsDskServerStep> {
    if (this.#finished) return { state: 'failed', reason: 'the handshake was already finished' };
    // The engine reports completion before its last flight is written, so only the records tell.
    const step = await this.#engine.exchange(
      flight,
      (end) => end === 'server-hello-done' || (end === 'finished' && this.#engine.secure),
    );
    if (step.state === 'failed') return step;
    this.#finished = step.state === 'done';
    return { state: this.#finished ? 'finished' : 'continue', flight: step.flight };
  }

  /** @throws HarnessError TLS_DSK_NOT_FINISHED */
  keys(): SigningKeys {
    if (!this.#keys || !this.#finished) throw new HarnessError('TLS_DSK_NOT_FINISHED', { place: 'server' });
    return dskKeys(this.#keys.material, this.#keys.hash, 'server');
  }

  /** Lets the engine go; keys stay. */
  destroy(): void {
    this.#engine.destroy();
  }
}
