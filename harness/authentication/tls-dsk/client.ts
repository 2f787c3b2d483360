import { constants, type KeyObject } from 'node:crypto';
import { connect, createSecureContext, type SecureContext } from 'node:tls';
import { HarnessError } from '../../foundation/errors/index.js';
import type { PhoneTlsVersion } from '../../tls/index.js';
import type { SigningKeys } from '../security-association/signing-keys.js';
import { certificatePem } from './certificate-pem.js';
import { dskKeys } from './dsk-keys.js';
import { type ExportedKeys, exportKeys } from './engine-keys.js';
import { InnerEngine } from './inner-engine.js';
import { DSK_CIPHERS } from './server.js';

export interface TlsDskClientOptions {
  /** DER of the user's certificate from certificate provisioning. */
  readonly certificate: Buffer;
  readonly privateKey: KeyObject;
  /** Default TLS 1.0, the only version clients of that time speak here. */
  readonly maxVersion?: PhoneTlsVersion;
  /** OpenSSL names, default `DSK_CIPHERS`. */
  readonly ciphers?: string;
}

export type TlsDskClientStep =
  | { readonly state: 'continue'; readonly flight: Buffer }
  | { readonly state: 'finished' }
  | { readonly state: 'failed'; readonly reason: string };

/**
 * The client's half of TLS-DSK (MS-SIPAE 3.2.5). The server's certificate is not judged here: clients of this kind do
 * not (observed), the outer connection's was.
 */
export class TlsDskClient {
  readonly #engine: InnerEngine;
  #keys: ExportedKeys | undefined;

  /** @throws HarnessError TLS_SUITES_UNAVAILABLE */
  constructor(options: TlsDskClientOptions) {
    this.#engine = new InnerEngine(
      (stream) => connect({ socket: stream, rejectUnauthorized: false, secureContext: clientContext(options) }),
      'secureConnect',
      (socket) => {
        this.#keys = exportKeys(socket);
      },
    );
  }

  /**
   * The first flight, a ClientHello.
   * @throws HarnessError TLS_DSK_NOT_FINISHED when the engine gives none
   */
  async start(): Promise<Buffer> {
    const step = await this.#engine.exchange(Buffer.alloc(0), (end) => end === 'client-hello');
    if (step.state === 'failed') throw new HarnessError('TLS_DSK_NOT_FINISHED', { place: `client, ${step.reason}` });
    return step.flight;
  }

  /** Takes the server's flight; after the server's Finished there is nothing more to send. */
  async next(flight: Buffer): Promise<TlsDskClientStep> {
    if (this.#engine.secure) return { state: 'failed', reason: 'the handshake was already finished' };
    const step = await this.#engine.exchange(flight, (end) => end === 'finished' || this.#engine.secure);
    if (step.state === 'failed') return step;
    return step.state === 'done' ? { state: 'finished' } : { state: 'continue', flight: step.flight };
  }

  /** @throws HarnessError TLS_DSK_NOT_FINISHED */
  keys(): SigningKeys {
    if (!this.#keys) throw new HarnessError('TLS_DSK_NOT_FINISHED', { place: 'client' });
    return dskKeys(this.#keys.material, this.#keys.hash, 'client');
  }

  /** Lets the engine go; keys stay. */
  destroy(): void {
    this.#engine.destroy();
  }
}

function clientContext(options: TlsDskClientOptions): SecureContext {
  const ciphers = options.ciphers ?? DSK_CIPHERS;
  try {
    return createSecureContext({
      cert: certificatePem(options.certificate),
      key: options.privateKey.export({ type: 'pkcs8', format: 'pem' }),
      minVersion: 'TLSv1',
      maxVersion: options.maxVersion ?? 'TLSv1',
      ciphers,
      secureOptions: constants.SSL_OP_NO_TICKET | constants.SSL_OP_LEGACY_SERVER_CONNECT,
    });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new HarnessError('TLS_SUITES_UNAVAILABLE', { suites: ciphers, detail }, { cause: error });
  }
}
