import type { HarnessError } from '../../foundation/errors/index.js';
import type { EngineOutput, TlsEngine } from '../../tls/engine/index.js';
import { tls10Keys } from './engine-keys.js';
import { type EngineStep, type Finished, type InnerEngine, MAX_FLIGHT_BYTES } from './inner-engine.js';

/** The harness's TLS 1.0 engine, which has answered when its call returns. */
export class Tls10Engine implements InnerEngine {
  readonly #engine: TlsEngine;
  #started = false;
  #written: Buffer[] = [];
  #failure: string | undefined;
  #finished: Finished | undefined;

  constructor(open: (output: EngineOutput) => TlsEngine) {
    this.#engine = open({
      send: (records) => this.#written.push(records),
      established: () => this.#established(),
      data: () => {},
      ended: () => this.#fail('the peer closed the handshake'),
      warned: () => {},
      failed: (error) => this.#failed(error),
    });
  }

  get finished(): Finished | undefined {
    return this.#finished;
  }

  async exchange(flight: Buffer): Promise<EngineStep> {
    if (flight.length > MAX_FLIGHT_BYTES) this.#fail(`the flight is larger than ${MAX_FLIGHT_BYTES} bytes`);
    if (this.#failure === undefined) this.#give(flight);
    const answer = Buffer.concat(this.#written);
    this.#written = [];
    if (this.#failure === undefined) {
      if (this.#finished) return { state: 'done', flight: answer };
      if (answer.length > 0) return { state: 'flight', flight: answer };
      this.#fail('the flight is not complete: the engine waits for more of it');
    }
    return { state: 'failed', reason: this.#failure ?? '' };
  }

  destroy(): void {
    this.#fail('the engine was let go');
  }

  #give(flight: Buffer): void {
    if (!this.#started) this.#engine.start();
    this.#started = true;
    if (flight.length > 0) this.#engine.receive(flight);
  }

  #established(): void {
    const [peerCertificate] = this.#engine.peerChain;
    this.#finished = { keys: tls10Keys(this.#engine), peerCertificate };
  }

  #failed(error: HarnessError): void {
    this.#fail(`${error.message} (${error.code})`);
  }

  #fail(reason: string): void {
    this.#failure ??= reason;
  }
}
