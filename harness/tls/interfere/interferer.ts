import type { Duplex } from 'node:stream';
import type { Clock } from '../../foundation/clock/index.js';
import { encodeAlert } from '../../wire/tls/index.js';
import type { ServerQuirks } from '../engine/options.js';
import type { Interference, InterferencePoint } from '../interference.js';
import type { TlsStream } from '../stream.js';
import { close, drain, type InterferenceEnding, type PointAction, reset } from './ending.js';
import { Outbound } from './outbound.js';
import { askRenegotiation } from './renegotiation.js';

/** What is to be done to one connection, and whom to tell once it really was. */
export interface PlannedInterference {
  readonly actions: readonly Interference[];
  /** Called at most once an action. */
  fired(action: Interference): void;
}

export interface InterfererOptions extends PlannedInterference {
  /** The connection itself, below any TLS. */
  readonly stream: Duplex;
  readonly clock: Clock;
  /** Told of bytes as they leave for the phone, before they do: changed, cut or added ones. */
  sent?(bytes: Buffer): void;
  /** Told once when the connection is over for the engine; from then on the engine is given and sends nothing. */
  over?(ending: InterferenceEnding): void;
}

/** Carries out what faults plan for one connection, whichever engine serves it. */
export class Interferer {
  readonly #options: InterfererOptions;
  readonly #outbound: Outbound;
  readonly #pending: Set<Interference>;
  #ending: InterferenceEnding | undefined;
  #quirksTaken = false;
  #established = false;

  constructor(options: InterfererOptions) {
    this.#options = options;
    this.#pending = new Set(options.actions);
    this.#outbound = new Outbound(options.actions, {
      clock: options.clock,
      fired: (action) => this.#fired(action),
      reached: (point) => this.reached(point),
      write: (bytes, done) => this.#write(bytes, done),
      wrongFinishedServed: () => this.#quirksTaken,
      established: () => this.#established,
      open: () => this.#open,
    });
  }

  /** Set once the connection is over for the engine; bytes of the phone are then no longer given to it. */
  get ending(): InterferenceEnding | undefined {
    return this.#ending;
  }

  /** Only the own engine can do what is planned: it serves whenever the hello allows it. */
  get wantsTls10(): boolean {
    return this.#options.actions.some((action) => action.do === 'wrong-finished');
  }

  /**
   * `connection`, `client-hello` and `established` are told by the one who serves; `certificate` and `finished` are
   * seen in `outbound`. `tls` belongs to `established`. After `over` the engine must not be started or used.
   */
  reached(point: InterferencePoint, tls?: TlsStream): 'go on' | 'over' {
    if (point === 'established') this.#established = true;
    for (const action of this.#pending) {
      if (this.#ending) break;
      if (action.do === 'ask-renegotiation' && tls) {
        askRenegotiation(tls, this.#options.stream, () => this.#fired(action));
      }
      if ('at' in action && action.at === point) this.#act(action);
    }
    return this.#ending ? 'over' : 'go on';
  }

  /** Bytes of the engine for the phone: writes them to the stream, changed, late or not at all, then calls `done`. */
  outbound(bytes: Buffer, done: () => void): void {
    if (this.#ending) done();
    else this.#outbound.pass(bytes, done);
  }

  /** What the own engine does wrong. Asked only when that engine serves. */
  quirks(): ServerQuirks | undefined {
    this.#quirksTaken = true;
    const version = this.#options.actions.find((action) => action.do === 'wrong-version')?.version;
    if (version === undefined && !this.wantsTls10) return undefined;
    return { wrongFinished: this.wantsTls10, ...(version === undefined ? {} : { helloVersion: version }) };
  }

  get #open(): boolean {
    const { stream } = this.#options;
    return !stream.destroyed && !stream.writableEnded;
  }

  #act(action: PointAction): void {
    const { stream, clock } = this.#options;
    if (action.do === 'alert') this.#alert(action);
    else this.#end(action, { how: action.do, at: action.at });
    if (action.do === 'reset') reset(stream);
    if (action.do === 'close') close(stream, clock);
    if (action.do === 'stall') drain(stream);
  }

  /** A warning lets the handshake go on; after the change of cipher no alert in the clear would be one. */
  #alert(action: Extract<PointAction, { do: 'alert' }>): void {
    const { stream, clock } = this.#options;
    if (this.#outbound.encrypted) return;
    const raw = encodeAlert(action.level, action.alert, this.#outbound.version);
    this.#options.sent?.(raw);
    if (action.level === 'warning') {
      stream.write(raw);
      this.#fired(action);
    } else {
      this.#end(action, { how: 'alert', at: action.at, alert: action.alert, raw });
      close(stream, clock, raw);
    }
  }

  #end(action: PointAction, ending: InterferenceEnding): void {
    this.#ending = ending;
    this.#fired(action);
    this.#options.over?.(ending);
  }

  #fired(action: Interference): void {
    if (this.#pending.delete(action)) this.#options.fired(action);
  }

  #write(bytes: Buffer, done: () => void): void {
    const { stream } = this.#options;
    if (this.#open) {
      this.#options.sent?.(bytes);
      // A write that fails is a connection that broke, which its error event tells.
      stream.write(bytes, () => done());
    } else done();
  }
}
