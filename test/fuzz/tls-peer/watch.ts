import type { HarnessError } from '../../../harness/foundation/errors/index.js';
import type { EngineOutput, TlsEngine } from '../../../harness/tls/engine/engine.js';
import type { ScriptedPeer } from './peer.js';
import type { StepName } from './step.js';

/** The alerts of RFC 2246 7.2.2 that a refusal may use; `internal_error` would be the engine's own fault. */
const alertsOfRfc2246 = new Map([
  [10, 'unexpected_message'],
  [20, 'bad_record_mac'],
  [21, 'decryption_failed'],
  [22, 'record_overflow'],
  [30, 'decompression_failure'],
  [40, 'handshake_failure'],
  [42, 'bad_certificate'],
  [43, 'unsupported_certificate'],
  [44, 'certificate_revoked'],
  [45, 'certificate_expired'],
  [46, 'certificate_unknown'],
  [47, 'illegal_parameter'],
  [48, 'unknown_ca'],
  [49, 'access_denied'],
  [50, 'decode_error'],
  [51, 'decrypt_error'],
  [60, 'export_restriction'],
  [70, 'protocol_version'],
  [71, 'insufficient_security'],
]);

export function promise(kept: boolean, what: string): asserts kept {
  if (!kept) throw new Error(`a promise is broken: ${what}`);
}

/** Passes what the engine says to the peer and holds the promises of `EngineOutput`. */
export class Watch implements EngineOutput {
  engine: TlsEngine | undefined;
  sent: Buffer = Buffer.alloc(0);
  given: Buffer = Buffer.alloc(0);
  wasEstablished = false;
  wasEnded = false;
  error: HarnessError | undefined;
  warnings = 0;
  /** What the peer was saying when the engine refused. */
  saidAtFailure: StepName | undefined;
  saying: (() => StepName | undefined) | undefined;
  readonly #peer: ScriptedPeer;
  readonly #answer: Buffer;

  /** `answer` is written for each piece of application data. */
  constructor(peer: ScriptedPeer, answer: Buffer) {
    this.#peer = peer;
    this.#answer = answer;
  }

  get over(): boolean {
    return this.error !== undefined || this.wasEnded;
  }

  send(records: Buffer): void {
    promise(!this.over, 'something was sent after the end');
    promise(records.length > 0, 'nothing was sent');
    this.sent = Buffer.concat([this.sent, records]);
    this.#peer.take(records);
  }

  established(): void {
    promise(!this.over && !this.wasEstablished, 'established twice or after the end');
    this.wasEstablished = true;
  }

  data(bytes: Buffer): void {
    promise(this.wasEstablished && !this.over, 'application data before establishment or after the end');
    promise(bytes.length > 0, 'empty application data was given');
    this.given = Buffer.concat([this.given, bytes]);
    this.engine?.write(this.#answer);
  }

  ended(): void {
    promise(!this.over, 'ended after the end');
    this.wasEnded = true;
  }

  warned(): void {
    promise(!this.over, 'warned after the end');
    this.warnings++;
  }

  failed(error: HarnessError): void {
    promise(!this.over, 'failed after the end');
    this.error = error;
    this.saidAtFailure = this.saying?.();
    const { alert = '' } = error.details;
    if (error.code === 'TLS_ALERT_RECEIVED') return;
    promise(error.code === 'TLS_ALERT_SENT', `failed with ${error.code}`);
    promise([...alertsOfRfc2246.values()].includes(String(alert)), `refused with ${alert}: ${error.message}`);
    promise(this.#lastRecordType() === 21, 'the last record of a refusal is not an alert');
    if (this.#peer.unreadable !== undefined) return;
    const last = this.#peer.alerts.at(-1);
    promise(last?.level === 2, `the alert of a refusal has level ${last?.level}`);
    promise(alertsOfRfc2246.get(last.code) === alert, `alert ${last.code} was sent, ${alert} told`);
  }

  #lastRecordType(): number | undefined {
    let at = (this.sent[0] ?? 0) >= 0x80 ? 2 + (this.sent.readUInt16BE() & 0x7fff) : 0;
    let type: number | undefined;
    while (at < this.sent.length) {
      type = this.sent[at];
      at += 5 + this.sent.readUInt16BE(at + 3);
    }
    return type;
  }
}
