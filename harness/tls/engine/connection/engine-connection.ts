import { HarnessError } from '../../../foundation/errors/index.js';
import { handshakeTypeName, recordType } from '../../../wire/tls/index.js';
import type { TlsEngine } from '../engine.js';
import { EngineAlert } from '../engine-alert.js';
import type { EngineSuite } from '../suite.js';
import { Transcript } from '../transcript.js';
import { checkFinished, sealFinished } from './finished.js';
import { checkMessageLength, HandshakeJoiner } from './handshake-joiner.js';
import { RecordChannel, unexpected } from './record-channel.js';
import type { ConnectionSecrets } from './secrets.js';

/** A handshake message: `raw` is the whole with its header, `body` what follows the header. */
export interface Message {
  readonly type: number;
  readonly body: Buffer;
  readonly raw: Buffer;
}

/** What both sides of a TLS 1.0 connection have in common: whole messages, their order's enforcement, keys, data. */
export abstract class EngineConnection extends RecordChannel implements TlsEngine {
  protected readonly transcript = new Transcript();
  protected secrets: ConnectionSecrets | undefined;
  readonly #messages = new HandshakeJoiner();
  #established = false;

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

  write(bytes: Buffer): void {
    if (!this.#established) throw notEstablished('connection to write to');
    if (!this.open || bytes.length === 0) return;
    this.guarded(() => this.send(this.records.seal(recordType.applicationData, bytes)));
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
    if (!this.open) return;
    this.send(this.records.seal(recordType.handshake, message));
  }

  /** This side's ChangeCipherSpec and Finished. */
  protected sealFinished(side: 'client' | 'server', wrong = false): Buffer {
    return sealFinished(
      side,
      { records: this.records, transcript: this.transcript, secrets: this.agreedSecrets() },
      wrong,
    );
  }

  protected establish(): void {
    this.#established = true;
    this.output.established();
  }

  /** Checks the peer's Finished and adds it to the transcript. Throws EngineAlert. */
  protected checkFinished(side: 'client' | 'server', { body, raw }: Message): void {
    checkFinished(side, body, this.agreedSecrets(), this.transcript.digest());
    this.transcript.add(raw);
  }

  /** Those of the handshake, at a step where they exist. */
  protected agreedSecrets(): ConnectionSecrets {
    if (this.secrets === undefined) throw new TypeError('no secrets yet');
    return this.secrets;
  }

  protected handshake(fragment: Buffer): void {
    this.#messages.push(fragment);
    while (!this.over) {
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
    this.countWarning('renegotiations asked for');
    if (this.#established && this.open) this.sendAlert('warning', 'no_renegotiation');
  }

  protected changeCipherSpec(fragment: Buffer): void {
    // Between the pieces of a message, or before the keys are agreed on, it would let an outsider choose them (CVE-2014-0224).
    if (this.#established || !this.expectsChangeCipher)
      throw unexpected(`ChangeCipherSpec came where ${this.due} is due`);
    if (this.#messages.pending > 0) throw unexpected('ChangeCipherSpec came within a handshake message');
    if (fragment.length !== 1)
      throw new EngineAlert('decode_error', `ChangeCipherSpec has ${fragment.length} bytes, not 1`);
    if (fragment[0] !== 1) throw new EngineAlert('illegal_parameter', `ChangeCipherSpec is ${fragment[0]}, not 1`);
    this.changeCipher();
  }

  protected applicationData(fragment: Buffer): void {
    if (!this.#established) throw unexpected(`application data came where ${this.due} is due`);
    if (this.#messages.pending > 0) throw unexpected('application data came within a handshake message');
    if (fragment.length === 0) return;
    this.resetWarnings();
    this.output.data(fragment);
  }
}

export function notEstablished(what: string): HarnessError {
  return new HarnessError('TLS_NOT_ESTABLISHED', { what });
}
