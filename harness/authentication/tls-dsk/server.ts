import { HarnessError } from '../../foundation/errors/index.js';
import type { EngineIdentity } from '../../tls/engine/index.js';
import { recognize } from '../../tls/first-flight.js';
import type { ServerIdentity } from '../../tls/index.js';
import { chooseEngine, type TlsSettings } from '../../tls/settings/index.js';
import type { SigningKeys } from '../security-association/signing-keys.js';
import { dskKeys } from './dsk-keys.js';
import { type InnerEngine, MAX_FLIGHT_BYTES } from './inner-engine.js';
import { innerSettings } from './inner-settings.js';
import { packFlight } from './pack-flight.js';
import { opensslServer, tls10Server } from './server-engines.js';
import { engineIdentityOf } from './server-identity.js';

export interface TlsDskServerOptions {
  /** The Front End's certificate with its key; RSA. */
  readonly tls: ServerIdentity;
  /** The same for the TLS 1.0 engine. Default: what `tls` tells when it is PEM; a PFX without this is OpenSSL's alone. */
  readonly identity?: EngineIdentity;
  /** DER of the authorities whose user certificates are taken: the names in the CertificateRequest. */
  readonly clientAuthorities: readonly Buffer[];
  /** Settings of the port the connection came in by; here TLS 1.2 is the newest. Default: those of a port that takes all. */
  readonly settings?: TlsSettings;
}

export type TlsDskServerStep =
  | { readonly state: 'continue' | 'finished'; readonly flight: Buffer }
  | { readonly state: 'failed'; readonly reason: string };

/**
 * The server's half of TLS-DSK (MS-SIPAE 3.3.5): a TLS handshake whose flights travel in gssapi-data. It asks for a
 * client certificate but does not judge it: see `clientCertificate` and checkUserCertificate.
 */
export class TlsDskServer {
  readonly #options: TlsDskServerOptions;
  readonly #settings: TlsSettings;
  #engine: InnerEngine | undefined;
  #failure: string | undefined;
  #finished = false;

  constructor(options: TlsDskServerOptions) {
    this.#options = options;
    this.#settings = innerSettings(options.settings);
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
    const { tls, clientAuthorities } = this.#options;
    const first = flight.length > MAX_FLIGHT_BYTES ? undefined : recognize(flight);
    if (first?.kind !== 'hello') {
      this.#failure = first?.kind === 'unreadable' ? first.detail : 'the flight is not a whole ClientHello';
      return undefined;
    }
    const identity = this.#options.identity ?? engineIdentityOf(tls);
    const settings = identity === undefined ? ({ ...this.#settings, engine: 'openssl' } as const) : this.#settings;
    const choice = chooseEngine(first.hello, settings, true);
    if ('refused' in choice) {
      this.#failure = choice.detail;
      return undefined;
    }
    return choice.engine === 'tls10' && identity !== undefined
      ? tls10Server(identity, clientAuthorities, settings)
      : opensslServer(tls, clientAuthorities, settings);
  }
}
