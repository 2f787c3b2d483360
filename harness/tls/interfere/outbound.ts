import type { Clock } from '../../foundation/clock/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import { recordType, type TlsRecord, TlsRecordReader } from '../../wire/tls/index.js';
import type { Interference, InterferencePoint } from '../interference.js';
import { HelloVersion } from './hello-version.js';
import { OutboundState } from './outbound-state.js';
import { splitRecord } from './split-records.js';

/** What the shaping of a server's records needs of the interferer. */
export interface OutboundHooks {
  readonly clock: Clock;
  fired(action: Interference): void;
  reached(point: InterferencePoint): 'go on' | 'over';
  write(bytes: Buffer, done: () => void): void;
  /** The own engine serves and was told to send a wrong Finished. */
  wrongFinishedServed(): boolean;
  established(): boolean;
  /** Bytes can still be written. */
  open(): boolean;
}

/** The server's records on their way out: seen, changed, cut, held back. */
export class Outbound {
  readonly #hooks: OutboundHooks;
  readonly #records = new TlsRecordReader();
  readonly #state = new OutboundState();
  readonly #wrongVersion: Extract<Interference, { do: 'wrong-version' }> | undefined;
  readonly #helloVersion: HelloVersion | undefined;
  readonly #slow: Extract<Interference, { do: 'slow-flight' }> | undefined;
  readonly #actions: readonly Interference[];
  #watching: boolean;
  #flightOver = false;

  constructor(actions: readonly Interference[], hooks: OutboundHooks) {
    this.#hooks = hooks;
    this.#wrongVersion = actions.find((action) => action.do === 'wrong-version');
    this.#helloVersion = this.#wrongVersion && new HelloVersion(this.#wrongVersion.version);
    this.#slow = actions.find((action) => action.do === 'slow-flight');
    this.#actions = actions;
    this.#watching = actions.some((action) => !('at' in action) || !atStart.has(action.at));
  }

  /** Named by the ServerHello. */
  get version(): number | undefined {
    return this.#state.version;
  }

  get encrypted(): boolean {
    return this.#state.encrypted;
  }

  /** `done` once what remains of the bytes is written. */
  pass(bytes: Buffer, done: () => void): void {
    if (this.#watching) void this.#shape(bytes).then(done);
    else this.#hooks.write(bytes, done);
  }

  async #shape(bytes: Buffer): Promise<void> {
    try {
      // What an engine writes are whole records; TLS 1.3's ServerHello comes with the rest of its flight.
      for (const record of this.#records.push(bytes)) if (!(await this.#record(record))) return;
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error;
      // What is no TLS is nothing to shape.
      this.#watching = false;
      await this.#write(bytes);
      return;
    }
    if (this.#flightOver) this.#hooks.reached('certificate');
    this.#flightOver = false;
  }

  /** False once the connection is over. */
  async #record(record: TlsRecord): Promise<boolean> {
    if (this.#state.encrypted) return await this.#encrypted(record);
    const passing = this.#state.see(record);
    if (passing.has('change-cipher')) {
      if (this.#hooks.reached('finished') === 'over') return false;
      this.#state.changedCipher();
    }
    if (passing.has('certificate')) this.#fire('swap-chain');
    if (passing.has('flight-end')) this.#flightOver = true;
    if (record.type === recordType.handshake) await this.#handshake(record);
    else await this.#write(record.raw);
    return true;
  }

  async #handshake(record: TlsRecord): Promise<void> {
    if (this.#helloVersion && this.#wrongVersion && !this.#helloVersion.done) {
      this.#helloVersion.rewrite(record.fragment);
      if (this.#helloVersion.done) this.#hooks.fired(this.#wrongVersion);
    }
    if (!this.#slow) return await this.#write(record.raw);
    const { recordBytes, pauseMs } = this.#slow;
    const pieces = splitRecord(record, recordBytes);
    for (const [index, piece] of pieces.entries()) {
      if (!this.#hooks.open()) return;
      await this.#write(piece);
      this.#hooks.fired(this.#slow);
      // After the flight's last byte the phone has the word: holding the engine up would only reorder what is seen.
      const last = this.#flightOver && index === pieces.length - 1;
      if (!last) await this.#hooks.clock.sleep(pauseMs);
    }
  }

  async #encrypted(record: TlsRecord): Promise<true> {
    if (record.type === recordType.handshake && this.#hooks.wrongFinishedServed()) this.#fire('wrong-finished');
    // After the handshake the only alert a server here sends is its close_notify; TLS 1.3 hides even that.
    const notice = record.type === recordType.alert && this.#hooks.established();
    if (notice && this.#fire('no-close-notify')) return true;
    await this.#write(record.raw);
    return true;
  }

  #fire(word: Interference['do']): boolean {
    const action = this.#actions.find((one) => one.do === word);
    if (action) this.#hooks.fired(action);
    return action !== undefined;
  }

  #write(bytes: Buffer): Promise<void> {
    return new Promise((resolve) => this.#hooks.write(bytes, resolve));
  }
}

/** Points before the engine says anything, or told by the one who serves. */
const atStart: ReadonlySet<InterferencePoint> = new Set(['connection', 'client-hello', 'established']);
