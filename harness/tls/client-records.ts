import { HarnessError } from '../foundation/errors/index.js';
import { recordType } from '../wire/tls/index.js';
import { ClearReader } from './clear-reader.js';

/** What one piece of the phone's direction shows without keys. */
export type ClientSign =
  | { readonly sign: 'alert'; readonly level: string; readonly alert: string; readonly raw: Buffer }
  /** A handshake message under encryption: Finished before the handshake's end, a new hello after it. */
  | { readonly sign: 'encrypted-handshake'; readonly raw: Buffer }
  /** An encrypted alert that something followed: neither fatal nor the end. */
  | { readonly sign: 'encrypted-warning'; readonly raw: Buffer };

const NO_SIGNS: readonly ClientSign[] = [];
/** Level, description, inner content type and tag: an alert of TLS 1.3 looks like data of this length. */
const TLS13_ALERT_LENGTH = 5 + 2 + 1 + 16;

/** Reads what a phone sends, and remembers what can only be told once the engine has decrypted it. */
export class ClientRecords {
  readonly #reader = new ClearReader();
  #readable = true;
  #alertRecord: Buffer | undefined;
  #warningRecord: Buffer | undefined;
  /** Records of type 23 have come; in TLS 1.3 that includes its handshake. */
  sentData = false;

  push(bytes: Buffer): readonly ClientSign[] {
    if (this.#isMoreData(bytes)) {
      this.sentData = true;
      return NO_SIGNS;
    }
    const signs: ClientSign[] = [];
    for (const part of this.#parts(bytes)) {
      if (this.#alertRecord && part.kind !== 'application-data') this.#overtaken(signs);
      if (part.kind === 'alert') {
        signs.push({ sign: 'alert', level: part.level, alert: part.description, raw: part.raw });
      } else if (part.kind === 'encrypted') {
        if (part.type === recordType.alert) this.#alertRecord = part.raw;
        else if (part.type === recordType.handshake) signs.push({ sign: 'encrypted-handshake', raw: part.raw });
      } else if (part.kind === 'application-data') {
        if (this.#alertRecord?.[0] === recordType.alert) this.#overtaken(signs);
        this.sentData = true;
        this.#alertRecord = part.raw.length === TLS13_ALERT_LENGTH ? part.raw : undefined;
      }
    }
    return signs;
  }

  /** The record of the encrypted warning the engine has just named; asked once for each. */
  takeWarning(): Buffer | undefined {
    const raw = this.#warningRecord ?? this.#alertRecord;
    this.#warningRecord = undefined;
    this.#alertRecord = undefined;
    return raw;
  }

  /** The last record if it can be an encrypted alert: the engine knows whether it is one. */
  get alertRecord(): Buffer | undefined {
    return this.#alertRecord;
  }

  #overtaken(signs: ClientSign[]): void {
    const raw = this.#alertRecord;
    this.#alertRecord = undefined;
    if (raw?.[0] !== recordType.alert) return;
    this.#warningRecord = raw;
    signs.push({ sign: 'encrypted-warning', raw });
  }

  /** Data behind data, which cannot be an alert. */
  #isMoreData(bytes: Buffer): boolean {
    if (!this.#readable || this.#alertRecord || bytes.length === TLS13_ALERT_LENGTH) return false;
    try {
      return this.#reader.isDataRecord(bytes);
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error;
      this.#readable = false;
      return false;
    }
  }

  /** Nothing once the direction is no longer TLS: then the engine has the word. */
  #parts(bytes: Buffer) {
    if (!this.#readable) return [];
    try {
      return this.#reader.push(bytes);
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error;
      this.#readable = false;
      return [];
    }
  }
}
