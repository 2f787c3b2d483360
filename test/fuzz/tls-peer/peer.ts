import type { EngineSuite } from '../../../harness/tls/engine/suite.js';
import { type Side, verifyData, writeKeys } from './key-schedule.js';
import { RecordCipher, type SealFault } from './record-cipher.js';
import { contentType, type Step } from './step.js';

export interface ReceivedMessage {
  readonly type: number;
  readonly body: Buffer;
}

/**
 * One end of a TLS 1.0 connection that says what a script tells it and understands what it hears. It is not the engine
 * and shares no code with it beyond the suites' numbers, RC4 and the PRF, which have vectors of their own.
 */
export abstract class ScriptedPeer {
  readonly messages: ReceivedMessage[] = [];
  readonly alerts: { readonly level: number; readonly code: number }[] = [];
  /** Application data heard. */
  heard: Buffer = Buffer.alloc(0);
  /** How long its records were. */
  readonly heardLengths: number[] = [];
  clientRandom: Buffer = Buffer.alloc(32);
  serverRandom: Buffer = Buffer.alloc(32);
  readonly transcript: Buffer[] = [];
  /** Says why the other side’s records could not be read; expected only when the keys differ. */
  unreadable: string | undefined;
  readonly suite: EngineSuite;
  readonly side: Side;
  #bytes: Buffer = Buffer.alloc(0);
  #handshake: Buffer = Buffer.alloc(0);
  #read: RecordCipher | undefined;
  #write: RecordCipher | undefined;

  constructor(suite: EngineSuite, side: Side) {
    this.suite = suite;
    this.side = side;
  }

  /** Everything it says when nothing goes wrong. */
  abstract script(): Step[];
  /** Undefined while nothing was agreed. */
  abstract get master(): Buffer | undefined;
  protected abstract understand(message: ReceivedMessage): void;

  get readsProtected(): boolean {
    return this.#read !== undefined;
  }

  get writesProtected(): boolean {
    return this.#write !== undefined;
  }

  /** A record of this content, protected once its cipher was changed. */
  record(type: number, version: number, plain: Buffer, fault?: SealFault): Buffer {
    const fragment = this.#write ? this.#write.seal(type, version, plain, fault) : plain;
    const header = Buffer.alloc(5);
    header.writeUInt8(type);
    header.writeUInt16BE(version, 1);
    header.writeUInt16BE(fragment.length, 3);
    return Buffer.concat([header, fragment]);
  }

  changeCipher(): void {
    this.#write ??= this.#cipher(this.side, 'seal');
  }

  /** What the engine sent. */
  take(bytes: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
    while (this.#bytes.length >= 5 && this.#bytes.length >= 5 + this.#bytes.readUInt16BE(3)) {
      const end = 5 + this.#bytes.readUInt16BE(3);
      const record = this.#bytes.subarray(0, end);
      this.#bytes = this.#bytes.subarray(end);
      this.#takeRecord(record.readUInt8(0), record.readUInt16BE(1), record.subarray(5));
    }
  }

  /** What the other side’s Finished has to say now. */
  protected expectedVerifyData(): Buffer {
    return verifyData(this.master ?? Buffer.alloc(48), this.side === 'client' ? 'server' : 'client', this.transcript);
  }

  #takeRecord(type: number, version: number, fragment: Buffer): void {
    if (this.unreadable !== undefined) return;
    let plain = fragment;
    try {
      if (this.#read) plain = this.#read.open(type, version, fragment);
    } catch (error) {
      this.unreadable = String(error);
      return;
    }
    if (type === contentType.changeCipherSpec) {
      this.#read = this.#cipher(this.side === 'client' ? 'server' : 'client', 'open');
    } else if (type === contentType.alert) this.alerts.push({ level: plain[0] ?? 0, code: plain[1] ?? 0 });
    else if (type === contentType.applicationData) {
      this.heard = Buffer.concat([this.heard, plain]);
      this.heardLengths.push(plain.length);
    } else this.#takeHandshake(plain);
  }

  #takeHandshake(plain: Buffer): void {
    this.#handshake = Buffer.concat([this.#handshake, plain]);
    while (this.#handshake.length >= 4 && this.#handshake.length >= 4 + this.#handshake.readUIntBE(1, 3)) {
      const raw = Buffer.from(this.#handshake.subarray(0, 4 + this.#handshake.readUIntBE(1, 3)));
      this.#handshake = this.#handshake.subarray(raw.length);
      const message = { type: raw.readUInt8(0), body: raw.subarray(4) };
      this.messages.push(message);
      this.understand(message);
      // A HelloRequest is no part of the handshake it asks for (RFC 2246 7.4.1.1).
      if (message.type !== 0) this.transcript.push(raw);
    }
  }

  #cipher(side: Side, direction: 'seal' | 'open'): RecordCipher {
    const master = this.master ?? Buffer.alloc(48);
    return new RecordCipher(
      this.suite,
      writeKeys(this.suite, master, this.clientRandom, this.serverRandom)[side],
      direction,
    );
  }
}
