import { constants, type KeyObject } from 'node:crypto';
import { connect, createSecureContext, type SecureContext } from 'node:tls';
import { HarnessError } from '../../foundation/errors/index.js';
import { createEngineClient } from '../../tls/engine/index.js';
import type { OpensslOffer, PhoneTlsOffer } from '../../tls/index.js';
import type { SigningKeys } from '../security-association/signing-keys.js';
import { certificatePem } from './certificate-pem.js';
import { dskKeys } from './dsk-keys.js';
import type { InnerEngine } from './inner-engine.js';
import { OpensslEngine } from './openssl-engine.js';
import { packFlight } from './pack-flight.js';
import { Tls10Engine } from './tls10-engine.js';

export interface TlsDskClientOptions {
  /** DER of the user's certificate from certificate provisioning. */
  readonly certificate: Buffer;
  readonly privateKey: KeyObject;
  /** What its hello offers; a server name is not sent here. Default: TLS 1.0 with AES. */
  readonly offer?: PhoneTlsOffer;
}

/** TLS 1.0 is the only version that clients of that time speak here. */
const defaultOffer: PhoneTlsOffer = {
  engine: 'openssl',
  minVersion: 'TLSv1',
  maxVersion: 'TLSv1',
  ciphers: 'AES128-SHA:AES256-SHA',
};

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

  /** @throws HarnessError TLS_SUITES_UNAVAILABLE */
  constructor(options: TlsDskClientOptions) {
    this.#engine = clientEngine(options, options.offer ?? defaultOffer);
  }

  /**
   * The first flight, a ClientHello.
   * @throws HarnessError TLS_DSK_NOT_FINISHED when the engine gives none
   */
  async start(): Promise<Buffer> {
    const step = await this.#engine.exchange(Buffer.alloc(0));
    if (step.state === 'failed') throw new HarnessError('TLS_DSK_NOT_FINISHED', { place: `client, ${step.reason}` });
    return packFlight(step.flight);
  }

  /** Takes the server's flight; after the server's Finished there is nothing more to send. */
  async next(flight: Buffer): Promise<TlsDskClientStep> {
    if (this.#engine.finished) return { state: 'failed', reason: 'the handshake was already finished' };
    const step = await this.#engine.exchange(flight);
    if (step.state === 'failed') return step;
    return step.state === 'done' ? { state: 'finished' } : { state: 'continue', flight: packFlight(step.flight) };
  }

  /** @throws HarnessError TLS_DSK_NOT_FINISHED */
  keys(): SigningKeys {
    const { finished } = this.#engine;
    if (!finished) throw new HarnessError('TLS_DSK_NOT_FINISHED', { place: 'client' });
    return dskKeys(finished.keys.material, finished.keys.hash, 'client');
  }

  /** Lets the engine go; keys stay. */
  destroy(): void {
    this.#engine.destroy();
  }
}

function clientEngine(options: TlsDskClientOptions, offer: PhoneTlsOffer): InnerEngine {
  if (offer.engine === 'tls10') {
    const { suites, helloFormat } = offer;
    const identity = { chain: [options.certificate], privateKey: options.privateKey };
    return new Tls10Engine((output) => createEngineClient({ suites, helloFormat, identity }, output));
  }
  const secureContext = clientContext(options, offer);
  return new OpensslEngine('client', (stream) => connect({ socket: stream, rejectUnauthorized: false, secureContext }));
}

function clientContext(options: TlsDskClientOptions, offer: OpensslOffer): SecureContext {
  const { minVersion, maxVersion, ciphers } = offer;
  try {
    return createSecureContext({
      cert: certificatePem(options.certificate),
      key: options.privateKey.export({ type: 'pkcs8', format: 'pem' }),
      minVersion,
      maxVersion,
      ciphers: ciphers.includes('@SECLEVEL') ? ciphers : `${ciphers}:@SECLEVEL=0`,
      secureOptions: constants.SSL_OP_NO_TICKET | constants.SSL_OP_LEGACY_SERVER_CONNECT,
    });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new HarnessError('TLS_SUITES_UNAVAILABLE', { suites: ciphers, detail }, { cause: error });
  }
}
