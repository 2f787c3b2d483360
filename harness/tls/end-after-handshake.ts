import type { Clock } from '../foundation/clock/index.js';
import { tlsVersion } from '../wire/tls/index.js';
import type { ClientRecords } from './client-records.js';
import { isReset } from './engine-errors.js';
import type { TlsObservation, TlsRefusal } from './observation.js';
import { reasonOfPhoneAlert } from './refusal-reason.js';
import type { TlsStream } from './stream.js';

/** What is asked of an established connection, whichever engine serves it. */
export type WitnessedSocket = Pick<
  TlsStream,
  'destroyed' | 'writableEnded' | 'bytesRead' | 'getProtocol' | 'getCipher' | 'isSessionReused'
>;

type Bytes = Pick<TlsRefusal, 'raw' | 'encrypted'>;

/** Judges how an established connection ends: a phone that leaves first, and without having sent anything, refused it. */
export class EndAfterHandshake {
  readonly #socket: WitnessedSocket;
  readonly #version: number;
  readonly #client: ClientRecords;
  readonly #watcher: { readonly clock: Clock; observe(observation: TlsObservation): void };
  readonly #since: number;
  #over = false;

  constructor(
    socket: WitnessedSocket,
    version: number,
    client: ClientRecords,
    watcher: { readonly clock: Clock; observe(observation: TlsObservation): void },
    since: number,
  ) {
    this.#socket = socket;
    this.#version = version;
    this.#client = client;
    this.#watcher = watcher;
    this.#since = since;
  }

  /** The phone ended the connection, or it broke. */
  left(error: Error | undefined, bytes: Bytes): void {
    if (!this.#over && !this.#endedHere()) {
      this.#judge({ how: isReset(error) ? 'reset' : 'close', ...(isReset(error) ? {} : bytes) });
    }
  }

  /** The engine gave up; `alert` is the phone's, if it sent one. */
  failed(error: Error, alert: string | undefined, bytes: Bytes): void {
    if (alert === undefined) this.left(error, {});
    else if (!this.#over) {
      const reason = reasonOfPhoneAlert(alert);
      this.#judge({ how: 'alert', alert, ...(reason && { reason }), ...bytes });
    }
  }

  #endedHere(): boolean {
    return this.#socket.destroyed || this.#socket.writableEnded;
  }

  #judge(ending: Omit<TlsRefusal, 'type' | 'by' | 'when' | 'afterMs'>): void {
    this.#over = true;
    const afterMs = this.#watcher.clock.elapsed() - this.#since;
    // What arrived together with the end is decrypted within this turn.
    setImmediate(() => {
      const used = this.#version >= tlsVersion.tls13 ? this.#socket.bytesRead > 0 : this.#client.sentData;
      if (used) return;
      this.#watcher.observe({ type: 'refused', by: 'phone', ...ending, when: 'after-handshake', afterMs });
    });
  }
}
