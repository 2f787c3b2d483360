import { timedOut } from '../../foundation/clock/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import type { TlsStream } from '../../tls/index.js';
import {
  type FramedSip,
  header,
  parseCSeq,
  SipFramer,
  type SipRequest,
  type SipResponse,
  serializeSip,
} from '../../wire/sip/index.js';
import type { WaitingClock } from '../waiting.js';

/** Timer F of RFC 3261: 64 times T1. */
export const SIP_TIMEOUT_MS = 32_000;

interface Pending {
  readonly key: string;
  readonly settle: (outcome: SipResponse | HarnessError) => void;
}

/** SIP over one TLS connection, as far as a sign-in needs it: requests out, their final answers in. */
export class SipConnection {
  /** `host:port` as dialled. */
  readonly registrar: string;
  readonly #socket: TlsStream;
  readonly #clock: WaitingClock;
  readonly #framer = new SipFramer();
  #pending: Pending | undefined;

  constructor(socket: TlsStream, registrar: string, clock: WaitingClock) {
    this.#socket = socket;
    this.registrar = registrar;
    this.#clock = clock;
    socket.on('data', (bytes: Buffer) => this.#receive(bytes));
    socket.once('close', () => this.#settle(this.#lost()));
  }

  get open(): boolean {
    return !this.#socket.destroyed && this.#socket.writable;
  }

  /** The phone's port on this connection; servers answer to it in spite of NAT. */
  get ownPort(): number {
    return this.#socket.localPort ?? 0;
  }

  /**
   * Sends a request and gives its final answer; provisional answers pass unseen. One request at a time.
   * @throws HarnessError PHONE_NO_ANSWER, PHONE_CONNECTION_LOST, PHONE_SIP_INVALID
   */
  async request(message: SipRequest): Promise<SipResponse> {
    if (!this.open) throw this.#lost();
    const key = transaction(message);
    const answered = new Promise<SipResponse | HarnessError>((settle) => {
      this.#pending = { key, settle };
    });
    this.#socket.write(serializeSip(message));
    const outcome = await this.#clock.within(SIP_TIMEOUT_MS, answered);
    this.#pending = undefined;
    if (outcome === timedOut) {
      const limit = SIP_TIMEOUT_MS / 1000;
      throw new HarnessError('PHONE_NO_ANSWER', { who: this.registrar, what: `the ${message.method}`, limit });
    }
    if (outcome instanceof HarnessError) throw outcome;
    return outcome;
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(bytes: Buffer): void {
    try {
      for (const framed of this.#framer.push(bytes)) this.#take(framed);
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error;
      this.#invalid(error.message);
    }
  }

  /** Requests of the server (notices of deregistration) are not answered: the phone stays for the sign-in only. */
  #take(framed: FramedSip): void {
    if (framed.kind === 'invalid') this.#invalid(framed.problem.message);
    if (framed.kind !== 'message' || framed.message.kind !== 'response') return;
    const { message } = framed;
    if (message.status < 200 || transaction(message) !== this.#pending?.key) return;
    this.#settle(message);
  }

  #invalid(detail: string): void {
    this.#settle(new HarnessError('PHONE_SIP_INVALID', { detail: detail.replace(/\.$/, '') }));
    this.#socket.destroy();
  }

  #settle(outcome: SipResponse | HarnessError): void {
    this.#pending?.settle(outcome);
    this.#pending = undefined;
  }

  #lost(): HarnessError {
    return new HarnessError('PHONE_CONNECTION_LOST', { who: this.registrar, what: 'the REGISTER' });
  }
}

/** What an answer shares with its request. A message without it belongs to nobody. */
function transaction(message: SipRequest | SipResponse): string {
  try {
    const { number, method } = parseCSeq(header(message, 'CSeq') ?? '');
    return `${header(message, 'Call-ID')} ${number} ${method}`;
  } catch (error) {
    if (error instanceof HarnessError) return '';
    throw error;
  }
}
