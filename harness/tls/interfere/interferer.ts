import type { Duplex } from 'node:stream';
import type { Clock } from '../../foundation/clock/index.js';
import type { EngineIdentity, ServerQuirks } from '../engine/options.js';
import type { Interference, InterferencePoint } from '../interference.js';
import type { ServerIdentity } from '../server-context.js';
import type { TlsStream } from '../stream.js';

/** What is to be done to one connection, and whom to tell once it really was. */
export interface PlannedInterference {
  readonly actions: readonly Interference[];
  /** Called at most once an action. */
  fired(action: Interference): void;
}

/** How the interferer took a connection out of the engine's hands. */
export interface InterferenceEnding {
  /** `stall`: the connection stays open, silent, until the phone leaves. The others have ended it. */
  readonly how: 'reset' | 'close' | 'alert' | 'stall';
  /** RFC name of the alert sent. */
  readonly alert?: string;
  /** The alert's record. */
  readonly raw?: Buffer;
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
  constructor(_options: InterfererOptions) {}

  /** Set once the connection is over for the engine; bytes of the phone are then no longer given to it. */
  get ending(): InterferenceEnding | undefined {
    return undefined;
  }

  /** Only the own engine can do what is planned: it serves whenever the hello allows it. */
  get wantsTls10(): boolean {
    return false;
  }

  /**
   * `connection`, `client-hello` and `established` are told by the one who serves; `certificate` and `finished` are
   * seen in `outbound`. `tls` belongs to `established`. After `over` the engine must not be started or used.
   */
  reached(_point: InterferencePoint, _tls?: TlsStream): 'go on' | 'over' {
    return 'go on';
  }

  /** Bytes of the engine for the phone: writes them to the stream, changed, late or not at all, then calls `done`. */
  outbound(_bytes: Buffer, done: () => void): void {
    done();
  }

  /** What the own engine does wrong. */
  quirks(): ServerQuirks | undefined {
    return undefined;
  }

  /** The chain presented instead of the port's. */
  swapped(): { readonly tls: ServerIdentity; readonly identity: EngineIdentity } | undefined {
    return undefined;
  }
}
