import type { Duplex } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../foundation/clock/index.js';
import { HarnessError } from '../foundation/errors/index.js';
import type { AlertName, ClientHello } from '../wire/tls/index.js';
import type { ServerQuirks } from './engine/options.js';
import { type InterferenceEnding, Interferer, type PlannedInterference } from './interfere/index.js';
import type { InterferencePoint } from './interference.js';
import type { TlsPort } from './port.js';
import type { TapOutlet } from './record-tap.js';
import type { ServerWitness } from './server-witness.js';
import { type ChosenEngine, chooseEngine } from './settings/choose-engine.js';
import type { TlsStream } from './stream.js';

/** The port with the certificate that takes the place of its own, where that is planned. */
export function presentedPort(port: TlsPort, planned: PlannedInterference | undefined): TlsPort {
  const swapped = planned?.actions.find((action) => action.do === 'swap-chain');
  return swapped ? port.presenting({ tls: swapped.tls, ...swapped.identity }) : port;
}

/** Brings what goes wrong on purpose into the acceptance of one connection. */
export class Disturbance {
  /** Resolves once the connection was taken out of the engine's hands. */
  readonly over: Promise<'over'>;
  readonly #interferer: Interferer;
  readonly #stream: Duplex;
  readonly #witness: ServerWitness;
  #ending: InterferenceEnding | undefined;
  #established = false;

  constructor(stream: Duplex, witness: ServerWitness, clock: Clock, planned: PlannedInterference) {
    this.#stream = stream;
    this.#witness = witness;
    let settle: (outcome: 'over') => void = () => {};
    this.over = new Promise((resolve) => {
      settle = resolve;
    });
    this.#interferer = new Interferer({
      actions: planned.actions,
      fired: (action) => planned.fired(action),
      stream,
      clock,
      sent: (bytes) => witness.outbound(bytes),
      over: (ending) => {
        this.#ending = ending;
        settle('over');
      },
    });
  }

  /** Takes the engine's bytes and shapes them. */
  readonly outlet: TapOutlet = (bytes, done) => this.#interferer.outbound(bytes, done);

  /** An engine counts a handshake as done before its Finished is out, which may be kept back on purpose. */
  unlessOver(tell: () => void): void {
    void turn().then(() => {
      if (!this.#ending) tell();
    });
  }

  reached(point: InterferencePoint): 'go on' | 'over' {
    return this.#interferer.reached(point);
  }

  /** The engine that can do what is planned, where the hello allows it. */
  choose(port: TlsPort, hello: ClientHello): ChosenEngine | undefined {
    if (!this.#interferer.wantsTls10) return undefined;
    const choice = chooseEngine(hello, { ...port.settings, engine: 'tls10' }, port.leafKeyIsRsa);
    return 'engine' in choice ? choice : undefined;
  }

  quirks(engine: 'openssl' | 'tls10'): ServerQuirks | undefined {
    return engine === 'tls10' ? this.#interferer.quirks() : undefined;
  }

  /** After the handshake, once the server's last flight is on its way. */
  async established(outcome: unknown, socket: TlsStream): Promise<'go on' | 'over'> {
    if (outcome !== 'established') return 'go on';
    this.#established = true;
    await turn();
    return this.#interferer.reached('established', socket);
  }

  /** The failure to tell, once there is nothing left to see: a stalled connection is watched until the phone leaves. */
  async ended(): Promise<HarnessError> {
    const { how = 'close', at = 'connection', alert, raw } = this.#ending ?? {};
    const detail = `done on purpose, by a fault of the scenario (${at})`;
    if (how === 'stall') await this.#left();
    else {
      const said = alert === undefined ? {} : { alert: alert as AlertName };
      this.#witness.refusedByChoice({ reason: 'fault', how, ...said, detail }, raw);
    }
    if (!this.#established) return this.#witness.failure();
    return new HarnessError('TLS_REFUSED', { by: 'server', how, when: 'after-handshake', detail });
  }

  #left(): Promise<void> {
    const stream = this.#stream;
    return new Promise((resolve) => {
      const leave = (error?: Error) => {
        this.#witness.ended(error);
        resolve();
      };
      stream.on('data', (bytes: Buffer) => this.#witness.inbound(bytes));
      stream.once('error', leave);
      stream.once('end', () => leave());
      stream.once('close', () => leave());
      if (stream.destroyed || stream.readableEnded) leave();
    });
  }
}
