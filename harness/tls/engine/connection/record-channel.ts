import { HarnessError } from '../../../foundation/errors/index.js';
import { type AlertName, encodeAlert, recordType, versionName } from '../../../wire/tls/index.js';
import type { EngineOutput } from '../engine.js';
import { EngineAlert } from '../engine-alert.js';
import { type OpenedRecord, RecordLayer } from '../record/index.js';
import { AlertJoiner } from './alert-joiner.js';

/** Warnings and refused renegotiations without application data between them; OpenSSL gives up at 5 warnings. */
export const MAX_WARNINGS_IN_A_ROW = 16;

/** Records in and out of one connection, its alerts and its end; what the records say is for the class above. */
export abstract class RecordChannel {
  protected readonly records: RecordLayer;
  protected readonly output: EngineOutput;
  readonly #alerts = new AlertJoiner();
  #reading = false;
  #versionAgreed = false;
  #closed = false;
  #over = false;
  #warnings = 0;

  constructor(output: EngineOutput, maxRecord: number | undefined) {
    this.output = output;
    this.records = new RecordLayer(maxRecord === undefined ? {} : { maxRecord });
  }

  abstract readonly established: boolean;
  /** The fragments of records by their type. Throw EngineAlert. */
  protected abstract handshake(fragment: Buffer): void;
  protected abstract changeCipherSpec(fragment: Buffer): void;
  protected abstract applicationData(fragment: Buffer): void;
  /** The connection failed: its session must not be resumed (RFC 2246 7.2.2). */
  protected abstract forgetSession(): void;

  receive(bytes: Buffer): void {
    if (this.#over || bytes.length === 0) return;
    this.guarded(() => {
      this.records.push(bytes);
      this.#readOn();
    });
    if (this.#over) this.records.discard();
  }

  close(): void {
    if (this.#over || this.#closed) return;
    this.#closed = true;
    this.sendAlert('warning', 'close_notify');
  }

  /** Runs what reads the peer's bytes; an EngineAlert ends the connection. */
  protected guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof EngineAlert)) throw error;
      this.#fail(error);
    }
  }

  protected send(records: Buffer): void {
    if (records.length > 0) this.output.send(records);
  }

  /** Whether this side may still say something. */
  protected get open(): boolean {
    return !this.#over && !this.#closed;
  }

  protected get over(): boolean {
    return this.#over;
  }

  /** The ServerHello has fixed the version: the peer's records must name it from now on. */
  protected agreeOnVersion(): void {
    this.#versionAgreed = true;
  }

  protected resetWarnings(): void {
    this.#warnings = 0;
  }

  #readOn(): void {
    // The owner may give the peer's answer from within `send`; it is read when the message at hand is done with.
    if (this.#reading) return;
    this.#reading = true;
    try {
      while (!this.#over) {
        const record = this.records.next();
        if (record === undefined) return;
        this.#record(record);
      }
    } finally {
      this.#reading = false;
    }
  }

  #record({ type, version, fragment }: OpenedRecord): void {
    // Who closes in the middle of a handshake does not go on with it.
    if (this.#closed && !this.established && type !== recordType.alert) return;
    // An alert may still name another version: its sender may be refusing this one.
    if (this.#versionAgreed && type !== recordType.alert && version !== this.records.version) {
      throw new EngineAlert('protocol_version', `a record names ${versionName(version)} after TLS 1.0 was agreed on`);
    }
    if (type !== recordType.alert && this.#alerts.pending > 0) throw unexpected('a record cuts an alert in two');
    if (type === recordType.handshake) this.handshake(fragment);
    else if (type === recordType.alert) this.#alert(fragment);
    else if (type === recordType.changeCipherSpec) this.changeCipherSpec(fragment);
    else if (type === recordType.applicationData) this.applicationData(fragment);
    else throw unexpected(`a record has the content type ${type}`);
  }

  #alert(fragment: Buffer): void {
    if (fragment.length === 0) throw new EngineAlert('decode_error', 'an alert record is empty');
    this.#alerts.push(fragment);
    while (!this.#over) {
      const alert = this.#alerts.next();
      if (alert === undefined) return;
      if (alert.description === 'close_notify') this.#endOfPeer();
      else if (alert.fatal) {
        this.#over = true;
        this.forgetSession();
        this.output.failed(new HarnessError('TLS_ALERT_RECEIVED', { alert: alert.description }));
      } else {
        this.countWarning('warnings');
        this.output.warned(alert.description);
      }
    }
  }

  /** RFC 2246 7.2.1: answered with a close_notify at once, what was still to be written is dropped. */
  #endOfPeer(): void {
    this.close();
    this.#over = true;
    this.output.ended();
  }

  /** Throws EngineAlert when there were too many in a row; application data begins a new row. */
  protected countWarning(what: string): void {
    this.#warnings += 1;
    if (this.#warnings > MAX_WARNINGS_IN_A_ROW) throw unexpected(`more than ${MAX_WARNINGS_IN_A_ROW} ${what} in a row`);
  }

  #fail({ alert, detail }: EngineAlert): void {
    if (this.#over) return;
    this.#over = true;
    // Nothing may follow an own close_notify; whoever waits for the peer's need not wait any longer.
    if (this.#closed) {
      this.output.ended();
      return;
    }
    this.forgetSession();
    this.sendAlert('fatal', alert);
    this.output.failed(new HarnessError('TLS_ALERT_SENT', { alert, detail }));
  }

  protected sendAlert(level: 'warning' | 'fatal', alert: AlertName): void {
    // An alert is the two bytes at the end of its record in the clear.
    this.send(this.records.seal(recordType.alert, encodeAlert(level, alert).subarray(-2)));
  }
}

export function unexpected(detail: string): EngineAlert {
  return new EngineAlert('unexpected_message', detail);
}
