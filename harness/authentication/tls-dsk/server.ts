import { HarnessError } from '../../foundation/errors/index.js';
import { recognize } from '../../tls/first-flight.js';
import type { SigningKeys } from '../security-association/signing-keys.js';
import { dskKeys } from './dsk-keys.js';
import { type InnerEngine, MAX_FLIGHT_BYTES } from './inner-engine.js';
import { packFlight } from './pack-flight.js';
import type { TlsDskPort } from './port.js';

export type TlsDskServerStep =
  | { readonly state: 'continue' | 'finished'; readonly flight: Buffer }
  | { readonly state: 'failed'; readonly reason: string };

/**
 * The server's half of TLS-DSK (MS-SIPAE 3.3.5): a TLS handshake whose flights travel in gssapi-data. It asks for a
 * client certificate but does not judge it: see `clientCertificate` and checkUserCertificate.
 */
export class TlsDskServer {
  readonly #port: TlsDskPort;
  #engine: InnerEngine | undefined;
  #failure: string | undefined;
  #finished = false;

  constructor(port: TlsDskPort) {
    this.#port = port;
  }

  /** DER of the certificate the client showed and proved to own; undefined before that, or when it showed none. */
  get clientCertificate(): Buffer | undefined {
    return this.#engine?.finished?.peerCertificate;
  }

  /**
   * Takes the client's flight and gives the answer: ServerHello to ServerHelloDone first (`continue`), ChangeCipherSpec
   * and Finished at the end (`finished`). A failed handshake stays failed.
   * @throws HarnessError TLS_CERTIFICATE_UNUSABLE
   */
  async accept(flight: Buffer): Promise<TlsDskServerStep> {
    if (this.#finished) return { state: 'failed', reason: 'the handshake was already finished' };
    if (this.#failure === undefined) this.#engine ??= this.#chosenFor(flight);
    if (!this.#engine) return { state: 'failed', reason: this.#failure ?? '' };
    const step = await this.#engine.exchange(flight);
    if (step.state === 'failed') return step;
    this.#finished = step.state === 'done';
    return { state: this.#finished ? 'finished' : 'continue', flight: packFlight(step.flight) };
  }

  /** @throws HarnessError TLS_DSK_NOT_FINISHED */
  keys(): SigningKeys {
    const finished = this.#engine?.finished;
    if (!finished || !this.#finished) throw new HarnessError('TLS_DSK_NOT_FINISHED', { place: 'server' });
    return dskKeys(finished.keys.material, finished.keys.hash, 'server');
  }

  /** Lets the engine go; keys stay. */
  destroy(): void {
    this.#engine?.destroy();
    this.#failure ??= 'the handshake was given up';
  }

  /** The engine for the client's first flight; without one, `#failure` says why. */
  #chosenFor(flight: Buffer): InnerEngine | undefined {
    const first = flight.length > MAX_FLIGHT_BYTES ? undefined : recognize(flight);
    if (first?.kind !== 'hello') {
      this.#failure = first?.kind === 'unreadable' ? first.detail : 'the flight is not a whole ClientHello';
      return undefined;
    }
    const engine = this.#port.engineFor(first.hello);
    if ('refused' in engine) {
      this.#failure = engine.refused;
      return undefined;
    }
    return engine;
  }
}
