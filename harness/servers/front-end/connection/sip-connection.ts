import type { Duplex } from 'node:stream';
import type { DatedClock, Participant } from '../../../foundation/clock/index.js';
import { asHarnessError, HarnessError } from '../../../foundation/errors/index.js';
import { overwriteCredentials, type Recorder } from '../../../journal/index.js';
import {
  type FramedSip,
  header,
  type InvalidSip,
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
  readonly answer: (request: SipRequest) => Promise<Outcome | undefined>;
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

  constructor(parts: SipConnectionParts) {
    const { clock, idleTimeoutMs, pingMs, stream } = parts;
    this.#parts = parts;
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
    stream.on('data', (bytes: Buffer) => {
      stream.pause();
      void this.#received(bytes).finally(() => stream.resume());
    });
    stream.on('end', () => void this.#ended());
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
      recorder.record('front-end.sent', { method, event: header(message, 'Event') ?? '' }, this.#context(bytes));
    }
    this.#silence.spoke();
    stream.write(bytes);
    return true;
  }

  async #received(bytes: Buffer): Promise<void> {
    const { clock, link, stream } = this.#parts;
    if (stream.writableEnded) return;
    this.#silence.heard();
    // Nobody may skip a wait for an answer that is being made.
    const participant = clock.join(`${link.id} answering`);
    try {
      this.#framer ??= new SipFramer();
      for (const framed of this.#framer.push(bytes)) {
        if (stream.destroyed || stream.writableEnded) return;
        await this.#framed(framed, participant);
      }
    } catch (error) {
      this.#broken(error);
    } finally {
      participant.leave();
    }
  }

  /** The client sends nothing more, though it may still read. */
  async #ended(): Promise<void> {
    const { stream } = this.#parts;
    const half = this.#framer?.end();
    if (half && !stream.destroyed) await this.#invalid(half);
    // Both sides are through then: there is nothing to linger for.
    else stream.end();
  }

  async #framed(framed: FramedSip, participant: Participant): Promise<void> {
    const { recorder } = this.#parts;
    if (framed.kind === 'keep-alive') return recorder.record('front-end.keep-alive', { by: 'client' }, this.#context());
    if (framed.kind === 'invalid') return await this.#invalid(framed);
    const { message, raw } = framed;
    if (message.kind === 'response') {
      if (this.#parts.answered(message)) return this.#recordAnswer(message, raw);
      const problem = `a response ${message.status} to no request of ours`;
      return recorder.record('front-end.invalid', { problem }, this.#context(raw));
    }
    this.#recordRequest(message, raw);
    const answer = await this.#answer(message);
    if (answer && (await deliver(answer.deliveries, { stream: this.#parts.stream, clock: participant }))) {
      answer.sent?.();
      await this.#send(answer.response, message.method, answer.deliveries);
    }
  }

  async #answer(request: SipRequest): Promise<Outcome | undefined> {
    const { answer, link, recorder } = this.#parts;
    try {
      return await answer(request);
    } catch (error) {
      const { code, message } = asHarnessError(error);
      if (code === 'WIRE_INVALID') throw error;
      recorder.record('harness.error', { code, message }, this.#context());
      return { response: responseTo(request, link, { status: 500, reason: 'Server Internal Error' }), deliveries: [] };
    }
  }

  /** Refused where it is a request that can be answered; a response nobody can read is left alone. */
  async #invalid({ lost, problem, raw, recovered, refusal }: InvalidSip): Promise<void> {
    const { link, recorder } = this.#parts;
    recorder.record('front-end.invalid', { problem: problem.message }, this.#context(raw));
    const response = refusal && badRequest(recovered, link, refusal);
    const method = /^(\S+) /.exec(raw.subarray(0, 40).toString('latin1'))?.[1] ?? '';
    if (response) await this.#send(response, method);
    if (lost || (refusal && !response)) this.#end();
  }

  async #send(response: SipMessage | undefined, method: string, deliveries: Outcome['deliveries'] = []): Promise<void> {
    if (response?.kind !== 'response') return;
    const { recorder, stream } = this.#parts;
    const bytes = serializeSip(response);
    const { reason, status } = response;
    recorder.record('front-end.response', { status, reason, method }, this.#context(bytes));
    this.#silence.spoke();
    await write(stream, Buffer.concat([bytes, ...appended(deliveries)]));
  }

  #ping(): void {
    const { recorder, stream } = this.#parts;
    if (stream.destroyed || stream.writableEnded || stream.writableLength > MAX_UNREAD_BYTES) return;
    recorder.record('front-end.keep-alive', { by: 'server' }, this.#context());
    stream.write(KEEP_ALIVE);
  }

  /** What nobody can answer ends the connection. */
  #broken(error: unknown): void {
    const { recorder } = this.#parts;
    const { code, message } = asHarnessError(error);
    if (error instanceof HarnessError) recorder.record('front-end.invalid', { problem: message }, this.#context());
    else recorder.record('harness.error', { code, message }, this.#context());
    this.#end();
  }

  /** What still comes is read and thrown away, or the reset that answers it would overtake our last words; not for long. */
  #end(): void {
    this.#silence.ending();
    this.#parts.stream.end();
  }

  #recordAnswer({ headers, reason, status }: SipResponse, raw: Buffer): void {
    const cseq = header({ headers }, 'CSeq') ?? '';
    this.#parts.recorder.record('front-end.answered', { status, reason, cseq }, this.#context(raw));
  }

  #recordRequest(request: SipRequest, raw: Buffer): void {
    const userAgent = header(request, 'User-Agent');
    this.#parts.recorder.record(
      'front-end.request',
      {
        method: request.method,
        uri: request.uri,
        from: header(request, 'From') ?? '',
        callId: header(request, 'Call-ID') ?? '',
        cseq: header(request, 'CSeq') ?? '',
        ...(userAgent === undefined ? {} : { userAgent }),
      },
      this.#context(raw),
    );
  }

  #context(raw?: Buffer) {
    const { device, id } = this.#parts.link;
    return { device, connection: id, raw: raw && (() => overwriteCredentials(raw)) };
  }
}
