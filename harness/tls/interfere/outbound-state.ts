import { HandshakeReader, recordType, type TlsRecord, tlsVersion } from '../../wire/tls/index.js';
import { ServerFlight } from '../server-flight.js';

/** What a record of the server means for the handshake. */
export type Passing = 'certificate' | 'flight-end' | 'change-cipher';

/** Follows the server's side of a handshake, record by record, as far as it is in the clear. */
export class OutboundState {
  readonly #handshake = new HandshakeReader();
  readonly #flight = new ServerFlight();
  #encrypted = false;

  /** Named by the ServerHello. */
  get version(): number | undefined {
    return this.#flight.hello?.version;
  }

  get tls13(): boolean {
    return this.version === tlsVersion.tls13;
  }

  /** Alerts and handshake messages of the server are no longer in the clear. */
  get encrypted(): boolean {
    return this.#encrypted || (this.tls13 && this.#flight.complete);
  }

  /** The server's change of cipher was let out. */
  changedCipher(): void {
    this.#encrypted = true;
  }

  /** @throws HarnessError WIRE_INVALID, WIRE_TRUNCATED, WIRE_TOO_LARGE for what no server sends */
  see(record: TlsRecord): ReadonlySet<Passing> {
    const passing = new Set<Passing>();
    if (this.encrypted) return passing;
    if (record.type === recordType.changeCipherSpec) passing.add('change-cipher');
    if (record.type !== recordType.handshake) return passing;
    const before = { chain: this.#flight.chain, complete: this.#flight.complete };
    for (const message of this.#handshake.push(record)) this.#flight.see({ kind: 'handshake', message });
    const { chain, complete } = this.#flight;
    if (complete && !before.complete) passing.add('flight-end');
    // TLS 1.3 hides all after its ServerHello, which stands for the certificate here.
    if ((chain && !before.chain) || (passing.has('flight-end') && this.tls13)) passing.add('certificate');
    return passing;
  }
}
