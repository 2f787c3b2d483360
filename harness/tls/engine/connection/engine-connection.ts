import { timingSafeEqual } from 'node:crypto';
import { HarnessError } from '../../../foundation/errors/index.js';
import {
  type AlertName,
  encodeAlert,
  encodeHandshake,
  handshakeType,
  handshakeTypeName,
  recordType,
  versionName,
} from '../../../wire/tls/index.js';
import type { EngineOutput, TlsEngine } from '../engine.js';
import { EngineAlert } from '../engine-alert.js';
import type { DirectionKeys } from '../key-block.js';
import { type OpenedRecord, RecordLayer } from '../record/index.js';
import type { EngineSuite } from '../suite.js';
import { Transcript } from '../transcript.js';
import { AlertJoiner } from './alert-joiner.js';
import { checkMessageLength, HandshakeJoiner } from './handshake-joiner.js';
import type { ConnectionSecrets } from './secrets.js';

/** Warnings and refused renegotiations without application data between them; OpenSSL gives up at 5 warnings. */
export const MAX_WARNINGS_IN_A_ROW = 16;

/** A handshake message: `raw` is the whole with its header, `body` what follows the header. */
export interface Message {
  readonly type: number;
  readonly body: Buffer;
  readonly raw: Buffer;
}

/** What both sides of a TLS 1.0 connection have in common: records, alerts, the order's enforcement, the end. */
export abstract class EngineConnection implements TlsEngine {
  protected readonly records: RecordLayer;
  protected readonly transcript = new Transcript();
  protected secrets: ConnectionSecrets | undefined;
  readonly #output: EngineOutput;
  readonly #messages = new HandshakeJoiner();
  readonly #alerts = new AlertJoiner();
  #reading = false;
  #versionAgreed = false;
  #closed = false;
  #over = false;
  #established = false;
  #warnings = 0;

  constructor(output: EngineOutput, maxRecord: number | undefined) {
    this.#output = output;
    this.records = new RecordLayer(maxRecord === undefined ? {} : { maxRecord });
  }

  abstract start(): void;
  abstract requestRenegotiation(): void;
  abstract readonly suite: EngineSuite | undefined;
  abstract readonly peerChain: readonly Buffer[];
  abstract readonly serverName: string | undefined;
  abstract readonly resumed: boolean;

  /** What may come now, for people. */
  protected abstract readonly due: string;
  /** Whether a message of that type may come now. */
  protected abstract expects(type: number): boolean;
  /** Whether a ChangeCipherSpec may come now. */
  protected abstract readonly expectsChangeCipher: boolean;
  /** Takes a message of the handshake that `expects` allowed; adds it to the transcript. */
  protected abstract take(message: Message): void;
  /** The peer's ChangeCipherSpec, in its place. */
  protected abstract changeCipher(): void;
  /** Whether a message of that type, now, asks for another handshake. */
  protected abstract asksAgain(type: number): boolean;
  /** Reads such a message; the engine refuses what it asks for. Throws EngineAlert for a malformed one. */
  protected abstract readAskingAgain(body: Buffer): void;
  /** The connection failed: its session must not be resumed (RFC 2246 7.2.2). */
  protected abstract forgetSession(): void;

  get established(): boolean {
    return this.#established;
  }

  get keyLogLine(): string | undefined {
    return this.secrets?.keyLogLine;
  }

  exportKeyingMaterial(length: number, label: string): Buffer {
    if (!this.#established || this.secrets === undefined) throw notEstablished('keying material');
    return this.secrets.export(label, length);
  }

  receive(bytes: Buffer): void {
    if (this.#over || bytes.length === 0) return;
    this.guarded(() => {
      this.records.push(bytes);
      this.#readOn();
    });
  }

  write(bytes: Buffer): void {
    if (!this.#established) throw notEstablished('connection to write to');
    if (this.#over || this.#closed || bytes.length === 0) return;
    this.guarded(() => this.send(this.records.seal(recordType.applicationData, bytes)));
  }

  close(): void {
    if (this.#over || this.#closed) return;
    this.#closed = true;
    this.#sendAlert('warning', 'close_notify');
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
    if (records.length > 0) this.#output.send(records);
  }

  /** Handshake messages, together in as few records as they fit, noted in the transcript. */
  protected sealMessages(messages: readonly Buffer[]): Buffer {
    for (const raw of messages) this.transcript.add(raw);
    return this.records.seal(
      recordType.handshake,
      messages.length === 1 && messages[0] ? messages[0] : Buffer.concat(messages),
    );
  }

  /** A message that no Finished covers: a HelloRequest. */
  protected sendAside(message: Buffer): void {
    if (this.#over || this.#closed) return;
    this.send(this.records.seal(recordType.handshake, message));
  }

  /** ChangeCipherSpec and, under the new keys, Finished; a `wrong` one does not match the handshake. */
  protected sealFinished(
    side: 'client' | 'server',
    secrets: ConnectionSecrets,
    keys: DirectionKeys,
    wrong = false,
  ): Buffer {
    const body = secrets.verifyData(side, this.transcript.digest());
    if (wrong) body.writeUInt8(body.readUInt8(0) ^ 1, 0);
    const change = this.records.seal(recordType.changeCipherSpec, Buffer.from([1]));
    this.records.protectWrite(secrets.suite, keys);
    return Buffer.concat([change, this.sealMessages([encodeHandshake(handshakeType.finished, body)])]);
  }

  /** The ServerHello has fixed the version: the peer's records must name it from now on. */
  protected agreeOnVersion(): void {
    this.#versionAgreed = true;
  }

  protected establish(): void {
    this.#established = true;
    this.#output.established();
  }

  /** Checks the peer's Finished and adds it to the transcript. Throws EngineAlert. */
  protected checkFinished(side: 'client' | 'server', { body, raw }: Message, secrets: ConnectionSecrets): void {
    const expected = secrets.verifyData(side, this.transcript.digest());
    if (body.length !== expected.length) {
      throw new EngineAlert('decode_error', `the Finished has ${body.length} bytes, not ${expected.length}`);
    }
    if (!timingSafeEqual(body, expected)) {
      throw new EngineAlert('decrypt_error', 'the Finished does not match the handshake');
    }
    this.transcript.add(raw);
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
    // An alert may still name another version: its sender may be refusing this one.
    if (this.#versionAgreed && type !== recordType.alert && version !== this.records.version) {
      throw new EngineAlert('protocol_version', `a record names ${versionName(version)} after TLS 1.0 was agreed on`);
    }
    if (type !== recordType.alert && this.#alerts.pending > 0) throw unexpected('a record cuts an alert in two');
    if (type === recordType.handshake) this.#handshake(fragment);
    else if (type === recordType.alert) this.#alert(fragment);
    else if (type === recordType.changeCipherSpec) this.#changeCipher(fragment);
    else if (type === recordType.applicationData) this.#applicationData(fragment);
    else throw unexpected(`a record has the content type ${type}`);
  }

  #handshake(fragment: Buffer): void {
    this.#messages.push(fragment);
    while (!this.#over) {
      const header = this.#messages.header();
      if (header === undefined) return;
      const aside = this.asksAgain(header.type);
      if (!aside && (this.#established || !this.expects(header.type))) {
        throw unexpected(
          `${handshakeTypeName(header.type)} came where ${this.#established ? 'none' : this.due} is due`,
        );
      }
      checkMessageLength(header);
      const raw = this.#messages.take(header);
      if (raw === undefined) return;
      const message = { type: header.type, body: raw.subarray(4), raw };
      if (aside) this.#refuseRenegotiation(message);
      else this.take(message);
    }
  }

  #refuseRenegotiation({ body }: Message): void {
    this.readAskingAgain(body);
    this.#countWarning('renegotiations asked for');
    if (this.#established && !this.#closed) this.#sendAlert('warning', 'no_renegotiation');
  }

  #changeCipher(fragment: Buffer): void {
    // Between the pieces of a message, or before the keys are agreed on, it would let an outsider choose them (CVE-2014-0224).
    if (this.#established || !this.expectsChangeCipher)
      throw unexpected(`ChangeCipherSpec came where ${this.due} is due`);
    if (this.#messages.pending > 0) throw unexpected('ChangeCipherSpec came within a handshake message');
    if (fragment.length !== 1)
      throw new EngineAlert('decode_error', `ChangeCipherSpec has ${fragment.length} bytes, not 1`);
    if (fragment[0] !== 1) throw new EngineAlert('illegal_parameter', `ChangeCipherSpec is ${fragment[0]}, not 1`);
    this.changeCipher();
  }

  #applicationData(fragment: Buffer): void {
    if (!this.#established) throw unexpected(`application data came where ${this.due} is due`);
    if (this.#messages.pending > 0) throw unexpected('application data came within a handshake message');
    if (fragment.length === 0) return;
    this.#warnings = 0;
    this.#output.data(fragment);
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
        this.#output.failed(new HarnessError('TLS_ALERT_RECEIVED', { alert: alert.description }));
      } else {
        this.#countWarning('warnings');
        this.#output.warned(alert.description);
      }
    }
  }

  /** RFC 2246 7.2.1: answered with a close_notify at once, what was still to be written is dropped. */
  #endOfPeer(): void {
    this.close();
    this.#over = true;
    this.#output.ended();
  }

  #countWarning(what: string): void {
    this.#warnings += 1;
    if (this.#warnings > MAX_WARNINGS_IN_A_ROW) throw unexpected(`more than ${MAX_WARNINGS_IN_A_ROW} ${what} in a row`);
  }

  #fail({ alert, detail }: EngineAlert): void {
    if (this.#over) return;
    this.#over = true;
    // Nothing may follow an own close_notify; whoever waits for the peer's need not wait any longer.
    if (this.#closed) {
      this.#output.ended();
      return;
    }
    this.forgetSession();
    this.#sendAlert('fatal', alert);
    this.#output.failed(new HarnessError('TLS_ALERT_SENT', { alert, detail }));
  }

  #sendAlert(level: 'warning' | 'fatal', alert: AlertName): void {
    // An alert is the two bytes at the end of its record in the clear.
    this.send(this.records.seal(recordType.alert, encodeAlert(level, alert).subarray(-2)));
  }
}

export function notEstablished(what: string): HarnessError {
  return new HarnessError('TLS_NOT_ESTABLISHED', { what });
}

function unexpected(detail: string): EngineAlert {
  return new EngineAlert('unexpected_message', detail);
}
