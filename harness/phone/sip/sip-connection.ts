import { timedOut } from '../../foundation/clock/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import type { TlsStream } from '../../tls/index.js';
import {
  type FramedSip,
  header,
  parseCSeq,
  SipFramer,
  type SipMessage,
  type SipRequest,
  type SipResponse,
  serializeSip,
} from '../../wire/sip/index.js';
import type { WaitingClock } from '../waiting.js';

/** Timer F of RFC 3261: 64 times T1. */
export const SIP_TIMEOUT_MS = 32_000;

/** What shows the server that the client lives: an empty message (MS-CONMGMT, observed). */
const KEEP_ALIVE = Buffer.from('\r\n\r\n');

interface Pending {
  readonly what: string;
  readonly admits: (response: SipResponse) => boolean;
  readonly settle: (outcome: SipResponse | HarnessError) => void;
}

/** What the phone does with a request of the server: the response to send, or none. */
export type ServerRequestHandler = (request: SipRequest) => SipMessage | undefined;

/** SIP over one TLS connection, both ways: requests out and their final answers in, the server's requests in. */
export class SipConnection {
  /** `host:port` as dialled. */
  readonly registrar: string;
  readonly #socket: TlsStream;
  readonly #clock: WaitingClock;
  readonly #framer = new SipFramer();
  readonly #pending = new Map<string, Pending>();
  readonly #closed = new AbortController();
  #serve: ServerRequestHandler = () => undefined;
  #lastSent: number;

  constructor(socket: TlsStream, registrar: string, clock: WaitingClock) {
    this.#socket = socket;
    this.registrar = registrar;
    this.#clock = clock;
    this.#lastSent = clock.elapsed();
    socket.on('data', (bytes: Buffer) => this.#receive(bytes));
    // A server that ends its half is gone for a phone: it opens another connection (inferred).
    socket.once('end', () => this.close());
    socket.once('close', () => {
      this.#endAll((what) => this.#lost(what));
      this.#closed.abort();
    });
  }

  get open(): boolean {
    return !this.#socket.destroyed && this.#socket.writable;
  }

  /** Aborted when the connection is over, whoever ended it. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  /** The phone's port on this connection; servers answer to it in spite of NAT. */
  get ownPort(): number {
    return this.#socket.localPort ?? 0;
  }

  /** Clock milliseconds of the last byte out: keep-alives count from it. */
  get lastSent(): number {
    return this.#lastSent;
  }

  /** Takes the server's own requests from now on; without it they are dropped. */
  serve(handler: ServerRequestHandler): void {
    this.#serve = handler;
  }

  /**
   * Sends a request and gives its final answer; provisional answers pass unseen, and so does a final one that `admits`
   * does not accept. Several may be outstanding.
   * @throws HarnessError PHONE_NO_ANSWER, PHONE_CONNECTION_LOST, PHONE_SIP_INVALID
   */
  async request(message: SipRequest, admits: Pending['admits'] = () => true): Promise<SipResponse> {
    const what = `the ${message.method}`;
    if (!this.open) throw this.#lost(what);
    const key = transaction(message);
    const answered = new Promise<SipResponse | HarnessError>((settle) => {
      this.#pending.set(key, { what, admits, settle });
    });
    this.#write(serializeSip(message));
    try {
      const outcome = await this.#clock.within(SIP_TIMEOUT_MS, answered);
      if (outcome instanceof HarnessError) throw outcome;
      if (outcome !== timedOut) return outcome;
      const limit = SIP_TIMEOUT_MS / 1000;
      throw new HarnessError('PHONE_NO_ANSWER', { who: this.registrar, what, limit });
    } finally {
      this.#pending.delete(key);
    }
  }

  keepAlive(): void {
    if (this.open) this.#write(KEEP_ALIVE);
  }

  /** Ends the connection once what was written is out. */
  end(): void {
    this.#socket.end();
  }

  close(): void {
    this.#socket.destroy();
  }

  #write(bytes: Buffer): void {
    this.#lastSent = this.#clock.elapsed();
    this.#socket.write(bytes);
  }

  #receive(bytes: Buffer): void {
    try {
      for (const framed of this.#framer.push(bytes)) this.#take(framed);
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error;
      this.#invalid(error.message);
    }
  }

  #take(framed: FramedSip): void {
    if (framed.kind === 'invalid') this.#invalid(framed.problem.message);
    if (framed.kind !== 'message') return;
    const { message } = framed;
    if (message.kind === 'request') {
      const response = this.#serve(message);
      if (response && this.open) this.#write(serializeSip(response));
      return;
    }
    const pending = this.#pending.get(transaction(message));
    if (pending === undefined || message.status < 200 || !pending.admits(message)) return;
    pending.settle(message);
  }

  #invalid(detail: string): void {
    this.#endAll(() => new HarnessError('PHONE_SIP_INVALID', { detail: detail.replace(/\.$/, '') }));
    this.#socket.destroy();
  }

  #endAll(errorFor: (what: string) => HarnessError): void {
    for (const { settle, what } of this.#pending.values()) settle(errorFor(what));
    this.#pending.clear();
  }

  #lost(what: string): HarnessError {
    return new HarnessError('PHONE_CONNECTION_LOST', { who: this.registrar, what });
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
