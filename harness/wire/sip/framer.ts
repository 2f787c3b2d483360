import { HarnessError } from '../../foundation/errors/index.js';
import { HeadReader } from './head-reader.js';
import { isHeader } from './headers.js';
import { invalidSip } from './invalid.js';
import type { Likeness } from './known-head.js';
import { allLimits, type SipLimits } from './limits.js';
import type { SipHeader, SipMessage } from './message.js';
import { bodyTooLarge, contentLength, END_OF_HEADERS, headersTooLarge, messageOf, truncated } from './parse.js';
import { ReceiveBuffer } from './receive-buffer.js';
import { recoverHead } from './recover.js';
import { refusalOf, type SipRefusal } from './refusal.js';

/** What a stream of SIP contains. */
export type FramedSip =
  | {
      readonly kind: 'message';
      readonly message: SipMessage;
      readonly raw: Buffer;
      /** The same object in all messages of the stream that are alike, see `Likeness`. */
      readonly likeness: Likeness | undefined;
    }
  | { readonly kind: 'keep-alive' }
  | InvalidSip;

/** A message nobody can read. */
export interface InvalidSip {
  readonly kind: 'invalid';
  readonly problem: HarnessError;
  /** What is known to belong to it. */
  readonly raw: Buffer;
  /** The header lines that could be read, for the refusal. */
  readonly recovered: readonly SipHeader[];
  /** The answer it is due; none where it is no request. */
  readonly refusal: SipRefusal | undefined;
  /** The end of the message is unknown: later bytes are discarded, and the connection should be closed. */
  readonly lost: boolean;
}

/** A message whose headers are complete; its body may still be on the way. */
interface Head {
  /** Offset of the body. */
  readonly end: number;
  /** Bytes of the body. */
  readonly length: number;
  readonly finish: (raw: Buffer) => FramedSip;
}

const LINE_END = 2;
const NO_BODY = Buffer.alloc(0);
const TELL_THE_BODY = /^(?:content-length|content-type|l|c)$/i;
const CR = 0x0d;
const LF = 0x0a;

/**
 * Cuts a TCP or TLS stream into SIP messages by Content-Length (RFC 3261 18.3). CR and LF before a message are
 * skipped; a double CRLF between messages is a keep-alive (RFC 5626 3.5.1, as phones send it).
 */
export class SipFramer {
  readonly #limits: Required<SipLimits>;
  readonly #reader: HeadReader;
  readonly #buffer = new ReceiveBuffer();
  /** Bytes already searched for the end of the headers. */
  #searched = 0;
  #head: Head | undefined;
  #measured: { readonly likeness: Likeness; readonly length: number } | undefined;
  #lost = false;

  constructor(limits: SipLimits = {}) {
    this.#limits = allLimits(limits);
    this.#reader = new HeadReader(this.#limits);
  }

  /** Bytes that wait for the rest of their message. */
  get pending(): number {
    return this.#buffer.length;
  }

  /** What became complete with these bytes, in order. The bytes are the framer's from then on. */
  push(bytes: Buffer): FramedSip[] {
    const framed: FramedSip[] = [];
    if (this.#lost) return framed;
    this.#buffer.append(bytes);
    for (;;) {
      const next = this.#next();
      if (next === undefined) return framed;
      framed.push(next);
    }
  }

  /** No more bytes come: the message that was begun and will never be complete, if there is one. */
  end(): InvalidSip | undefined {
    const { length } = this.#buffer;
    const first = this.#buffer.at(0);
    if (this.#lost || length === 0 || first === CR || first === LF) return undefined;
    return this.#lose(truncated(length, this.#head ? 'the body' : 'the headers'), this.#head?.end ?? length);
  }

  #next(): FramedSip | undefined {
    if (this.#lost) return undefined;
    if (!this.#head) {
      if (this.#searched === 0) {
        const gap = this.#gap();
        if (gap !== 'message') return gap === 'wait' ? undefined : { kind: 'keep-alive' };
      }
      const end = this.#buffer.indexOf(END_OF_HEADERS, this.#searched);
      if ((end === -1 ? this.#buffer.length : end) > this.#limits.maxHeaderBytes) {
        return this.#lose(headersTooLarge(this.#limits.maxHeaderBytes), this.#limits.maxHeaderBytes);
      }
      if (end === -1) {
        this.#searched = Math.max(0, this.#buffer.length - END_OF_HEADERS.length + 1);
        return undefined;
      }
      const head = this.#readHead(end);
      if ('kind' in head) return head;
      this.#head = head;
    }
    const { end, finish, length } = this.#head;
    if (this.#buffer.length < end + length) return undefined;
    this.#searched = 0;
    this.#head = undefined;
    return finish(this.#buffer.take(end + length));
  }

  /** Skip line ends between messages; they may themselves be a keep-alive, or not yet be decidable. */
  #gap(): 'message' | 'wait' | 'keep-alive' {
    for (;;) {
      const a = this.#buffer.at(0);
      if (a === undefined) return 'wait';
      if (a !== CR && a !== LF) return 'message';
      const b = this.#buffer.at(1);
      const c = this.#buffer.at(2);
      const d = this.#buffer.at(3);
      if (a === LF) this.#buffer.consume(1);
      else if (b === undefined) return 'wait';
      else if (b !== LF) this.#buffer.consume(1);
      else if (c === undefined || (c === CR && d === undefined)) return 'wait';
      else {
        const double = c === CR && d === LF;
        this.#buffer.consume(double ? 4 : 2);
        if (double) return 'keep-alive';
      }
    }
  }

  #readHead(headersEnd: number): Head | InvalidSip {
    const end = headersEnd + END_OF_HEADERS.length;
    try {
      const { headers, likeness, start } = this.#reader.read(this.#buffer.view(0, headersEnd + LINE_END));
      const length = this.#lengthOf(headers, likeness);
      return {
        end,
        length,
        finish: (raw) => {
          const body = length === 0 ? NO_BODY : raw.subarray(end);
          return { kind: 'message', message: messageOf(start, headers, body), raw, likeness };
        },
      };
    } catch (problem) {
      if (!(problem instanceof HarnessError)) throw problem;
      const { headers, startLine } = recoverHead(this.#buffer.view(0, headersEnd), this.#limits);
      const length = this.#lengthOfInvalid(headers);
      if (length === undefined) return this.#lose(problem, end);
      const refusal = refusalOf(problem, startLine);
      return {
        end,
        length,
        finish: (raw) => ({ kind: 'invalid', problem, raw, recovered: headers, refusal, lost: false }),
      };
    }
  }

  /** In messages that are alike it is the same, unless the lines that tell it are among those that may differ. */
  #lengthOf(headers: readonly SipHeader[], likeness: Likeness | undefined): number {
    if (likeness !== undefined && this.#measured?.likeness === likeness) return this.#measured.length;
    const length = this.#bodyLength(headers);
    const standing = likeness?.places.every((place) => !TELL_THE_BODY.test(headers[place]?.name ?? ''));
    this.#measured = likeness && standing ? { likeness, length } : undefined;
    return length;
  }

  #bodyLength(headers: readonly SipHeader[]): number {
    const length = contentLength(headers);
    if (length === undefined && headers.some(({ name }) => isHeader(name, 'Content-Type'))) {
      throw invalidSip('Content-Length', 'it is missing although there is a Content-Type');
    }
    if (length !== undefined && length > this.#limits.maxBodyBytes) throw bodyTooLarge(this.#limits.maxBodyBytes);
    return length ?? 0;
  }

  #lengthOfInvalid(headers: readonly SipHeader[]): number | undefined {
    try {
      const length = contentLength(headers);
      return length !== undefined && length <= this.#limits.maxBodyBytes ? length : undefined;
    } catch {
      return undefined;
    }
  }

  /** Nobody knows where the next message begins. */
  #lose(problem: HarnessError, known: number): InvalidSip {
    this.#lost = true;
    const raw = this.#buffer.take(known);
    this.#buffer.consume(this.#buffer.length);
    const { headers, startLine } = recoverHead(raw, this.#limits);
    return { kind: 'invalid', problem, raw, recovered: headers, refusal: refusalOf(problem, startLine), lost: true };
  }
}
