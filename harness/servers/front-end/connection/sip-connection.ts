import type { Duplex } from 'node:stream';
import type { DatedClock, Participant } from '../../../foundation/clock/index.js';
import { asHarnessError, HarnessError } from '../../../foundation/errors/index.js';
import { type Soon, then } from '../../../foundation/soon.js';
import type { Recorder } from '../../../journal/index.js';
import {
  type FramedSip,
  header,
  type InvalidSip,
  type Likeness,
  SipFramer,
  type SipMessage,
  type SipRequest,
  type SipResponse,
  serializeSip,
} from '../../../wire/sip/index.js';
import { badRequest } from '../bad-request.js';
import type { Outcome } from '../outcome.js';
import { responseTo } from '../response.js';
import { appended, deliver } from './deliver.js';
import type { Link } from './link.js';
import { MessageRecords } from './message-records.js';
import { type Silence, watchSilence } from './silence.js';
import { write } from './write.js';

export interface SipConnectionParts {
  readonly stream: Duplex;
  readonly link: Link;
  readonly clock: DatedClock;
  readonly recorder: Recorder;
  readonly idleTimeoutMs: number;
  /** Clock milliseconds without a word of the server's after which it sends a keep-alive of its own; never by default. */
  readonly pingMs?: number | undefined;
  /** `likeness` tells which requests of this connection say the same. */
  readonly answer: (request: SipRequest, likeness: Likeness | undefined) => Soon<Outcome | undefined>;
  /** Takes a client's response; false when it answers nothing that was asked. */
  readonly answered: (response: SipResponse) => boolean;
}

/** Bytes a client may leave unread before the server's own requests to it are dropped: it reads nothing any more. */
export const MAX_UNREAD_BYTES = 1024 * 1024;
const KEEP_ALIVE = Buffer.from('\r\n\r\n');

/**
 * One client's stream of SIP. Messages are answered one after the other, in order; while some wait the stream is not
 * read, so no more wait than came in one read.
 */
export class SipConnection {
  readonly #parts: SipConnectionParts;
  /** None before the first byte: many a client leaves after the handshake. */
  #framer: SipFramer | undefined;
  readonly #silence: Silence;
  readonly #records: MessageRecords;
  /** Our part in the clock as long as an answer has to be waited for. */
  #answering: Participant | undefined;

  constructor(parts: SipConnectionParts) {
    const { clock, idleTimeoutMs, link, pingMs, recorder, stream } = parts;
    this.#parts = parts;
    this.#records = new MessageRecords(recorder, link);
    this.#silence = watchSilence({
      clock,
      idleTimeoutMs,
      pingMs,
      close: () => stream.destroy(),
      ping: () => this.#ping(),
    });
  }

  serve(): void {
    const { stream } = this.#parts;
    stream.on('data', (bytes: Buffer) => this.#received(bytes));
    stream.on('end', () => this.#ended());
    stream.on('close', () => this.#silence.over());
    // A reset is a way to hang up; the listener keeps it from ending the process.
    stream.on('error', () => this.#silence.over());
  }

  /** Puts a request of the server's own on the wire, whole; false when the connection is gone or its client reads nothing. */
  transmit(message: SipMessage): boolean {
    const { recorder, stream } = this.#parts;
    if (stream.destroyed || stream.writableEnded || stream.writableLength > MAX_UNREAD_BYTES) return false;
    const bytes = serializeSip(message);
    if (message.kind === 'request') {
      const { method } = message;
      recorder.record(
        'front-end.sent',
        { method, event: header(message, 'Event') ?? '' },
        this.#records.context(bytes, message),
      );
    }
    this.#silence.spoke();
    stream.write(bytes);
    return true;
  }

  #received(bytes: Buffer): void {
    const { stream } = this.#parts;
    if (stream.writableEnded) return;
    this.#silence.heard();
    let waiting: Soon<void>;
    try {
      this.#framer ??= new SipFramer();
      waiting = this.#each(this.#framer.push(bytes));
    } catch (error) {
      this.#broken(error);
      return;
    }
    if (waiting) this.#readNothingUntil(waiting);
  }

  /** Meanwhile nobody may skip a wait either: an answer is being made. */
  #readNothingUntil(waiting: Promise<void>): void {
    const { stream } = this.#parts;
    const participant = this.#participant();
    stream.pause();
    void waiting
      .catch((error: unknown) => this.#broken(error))
      .finally(() => {
        this.#answering = undefined;
        participant.leave();
        stream.resume();
      });
  }

  #participant(): Participant {
    const { clock, link } = this.#parts;
    this.#answering ??= clock.join(`${link.id} answering`);
    return this.#answering;
  }

  /** One after the other; most are dealt with at once. */
  #each(all: readonly FramedSip[]): Soon<void> {
    const { stream } = this.#parts;
    let done = 0;
    for (const framed of all) {
      if (stream.destroyed || stream.writableEnded) return;
      done++;
      const waiting = this.#framed(framed);
      if (waiting) return this.#afterwards(waiting, all.slice(done));
    }
  }

  async #afterwards(waiting: Promise<void>, others: readonly FramedSip[]): Promise<void> {
    await waiting;
    await this.#each(others);
  }

  /** The client sends nothing more, though it may still read. */
  #ended(): void {
    const { stream } = this.#parts;
    const half = this.#framer?.end();
    if (half && !stream.destroyed) void this.#invalid(half);
    // Both sides are through then: there is nothing to linger for.
    else stream.end();
  }

  #framed(framed: FramedSip): Soon<void> {
    const { recorder } = this.#parts;
    if (framed.kind === 'keep-alive')
      return recorder.record('front-end.keep-alive', { by: 'client' }, this.#records.context());
    if (framed.kind === 'invalid') return this.#invalid(framed);
    const { likeness, message, raw } = framed;
    if (message.kind === 'response') {
      if (this.#parts.answered(message)) return this.#records.answer(message, raw);
      const problem = `a response ${message.status} to no request of ours`;
      return recorder.record('front-end.invalid', { problem }, this.#records.context(raw));
    }
    this.#records.request(message, raw, likeness);
    return then(this.#answer(message, likeness), (answer) => answer && this.#deliver(answer, message.method));
  }

  #answer(request: SipRequest, likeness: Likeness | undefined): Soon<Outcome | undefined> {
    try {
      const answer = this.#parts.answer(request, likeness);
      if (!(answer instanceof Promise)) return answer;
      this.#participant();
      return answer.catch((error: unknown) => this.#failed(request, error));
    } catch (error) {
      return this.#failed(request, error);
    }
  }

  #failed(request: SipRequest, error: unknown): Outcome {
    const { link, recorder } = this.#parts;
    const { code, message } = asHarnessError(error);
    if (code === 'WIRE_INVALID') throw error;
    recorder.record('harness.error', { code, message }, this.#records.context());
    return { response: responseTo(request, link, { status: 500, reason: 'Server Internal Error' }), deliveries: [] };
  }

  #deliver(answer: Outcome, method: string): Soon<void> {
    if (answer.deliveries.length > 0) return this.#deliverLate(answer, method);
    answer.sent?.();
    return this.#send(answer.response, method);
  }

  /** As faults have it. */
  async #deliverLate(answer: Outcome, method: string): Promise<void> {
    const { stream } = this.#parts;
    if (!(await deliver(answer.deliveries, { stream, clock: this.#participant() }))) return;
    answer.sent?.();
    await this.#send(answer.response, method, appended(answer.deliveries));
  }

  /** Refused where it is a request that can be answered; a response nobody can read is left alone. */
  #invalid({ lost, problem, raw, recovered, refusal }: InvalidSip): Soon<void> {
    const { link, recorder } = this.#parts;
    recorder.record('front-end.invalid', { problem: problem.message }, this.#records.context(raw));
    const response = refusal && badRequest(recovered, link, refusal);
    const method = /^(\S+) /.exec(raw.subarray(0, 40).toString('latin1'))?.[1] ?? '';
    const waiting = response && this.#send(response, method);
    if (lost || (refusal && !response)) this.#end();
    return waiting;
  }

  #send(response: SipMessage, method: string, appendix: readonly Buffer[] = []): Soon<void> {
    if (response.kind !== 'response') return;
    const { stream } = this.#parts;
    const bytes = serializeSip(response);
    this.#records.response(response, method, bytes);
    this.#silence.spoke();
    return write(stream, appendix.length === 0 ? bytes : Buffer.concat([bytes, ...appendix]));
  }

  #ping(): void {
    const { recorder, stream } = this.#parts;
    if (stream.destroyed || stream.writableEnded || stream.writableLength > MAX_UNREAD_BYTES) return;
    recorder.record('front-end.keep-alive', { by: 'server' }, this.#records.context());
    stream.write(KEEP_ALIVE);
  }

  /** What nobody can answer ends the connection. */
  #broken(error: unknown): void {
    const { recorder } = this.#parts;
    const { code, message } = asHarnessError(error);
    if (error instanceof HarnessError)
      recorder.record('front-end.invalid', { problem: message }, this.#records.context());
    else recorder.record('harness.error', { code, message }, this.#records.context());
    this.#end();
  }

  /** What still comes is read and thrown away, or the reset that answers it would overtake our last words; not for long. */
  #end(): void {
    this.#silence.ending();
    this.#parts.stream.end();
  }
}
