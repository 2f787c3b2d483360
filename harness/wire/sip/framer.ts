import { HarnessError } from '../../foundation/errors/index.js';
import { canonicalHeaderName } from './headers.js';
import { invalidSip } from './invalid.js';
import { MAX_HEADER_COUNT, MAX_SIP_BODY, MAX_SIP_HEADERS_BYTES, type SipLimits } from './limits.js';
import type { SipHeader, SipMessage } from './message.js';
import { bodyTooLarge, contentLength, headersTooLarge, messageOf, parseHeaderLines, splitHead } from './parse.js';
import { ReceiveBuffer } from './receive-buffer.js';
import { parseStartLine } from './start-line.js';

/** What a stream of SIP contains. */
export type FramedSip =
  | { readonly kind: 'message'; readonly message: SipMessage; readonly raw: Buffer }
  | { readonly kind: 'keep-alive' }
  | {
      readonly kind: 'invalid';
      readonly problem: HarnessError;
      readonly raw: Buffer;
      /** The header lines that could be read, for a 400. */
      readonly recovered?: readonly SipHeader[];
      /** The end of the message is unknown: later bytes are discarded, and the connection should be closed. */
      readonly lost: boolean;
    };

const CR = 0x0d;
const LF = 0x0a;
const END_OF_HEADERS = Buffer.from('\r\n\r\n');

/**
 * Cuts a TCP or TLS stream into SIP messages by Content-Length (RFC 3261 18.3). CR and LF before a message are
 * skipped; a double CRLF between messages is a keep-alive (RFC 5626 3.5.1, as phones send it).
 */
export class SipFramer {
  readonly #maxHeaderBytes: number;
  readonly #maxBodyBytes: number;
  readonly #maxHeaderCount: number;
  readonly #buffer = new ReceiveBuffer();
  /** Bytes already searched for the end of the headers. */
  #searched = 0;
  #current: { headEnd: number; length: number; finish: (raw: Buffer) => FramedSip } | undefined;
  #lost = false;

  constructor(limits: SipLimits = {}) {
    this.#maxHeaderBytes = limits.maxHeaderBytes ?? MAX_SIP_HEADERS_BYTES;
    this.#maxBodyBytes = limits.maxBodyBytes ?? MAX_SIP_BODY;
    this.#maxHeaderCount = limits.maxHeaderCount ?? MAX_HEADER_COUNT;
  }

  /** Bytes that wait for the rest of their message. */
  get pending(): number {
    return this.#buffer.length;
  }

  /**
   * What became complete with these bytes, in order.
   * @throws HarnessError WIRE_TOO_LARGE over a limit; the framer is of no further use
   */
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

  #next(): FramedSip | undefined {
    if (this.#lost) return undefined;
    if (!this.#current) {
      if (this.#searched === 0) {
        const gap = this.#gap();
        if (gap !== 'message') return gap === 'wait' ? undefined : { kind: 'keep-alive' };
      }
      const end = this.#buffer.indexOf(END_OF_HEADERS, this.#searched);
      if ((end === -1 ? this.#buffer.length : end) > this.#maxHeaderBytes) throw headersTooLarge(this.#maxHeaderBytes);
      if (end === -1) {
        this.#searched = Math.max(0, this.#buffer.length - END_OF_HEADERS.length + 1);
        return undefined;
      }
      this.#current = this.#readHead(end);
    }
    const { headEnd, length, finish } = this.#current;
    if (this.#buffer.length < headEnd + length) return undefined;
    const raw = Buffer.from(this.#buffer.view(0, headEnd + length));
    this.#buffer.consume(this.#lost ? this.#buffer.length : raw.length);
    this.#searched = 0;
    this.#current = undefined;
    return finish(raw);
  }

  /** Skip line ends between messages; they may themselves be a keep-alive, or not yet be decidable. */
  #gap(): 'message' | 'wait' | 'keep-alive' {
    for (;;) {
      const [a, b, c, d] = [0, 1, 2, 3].map((offset) => this.#buffer.at(offset));
      if (a === undefined) return 'wait';
      if (a === LF) this.#buffer.consume(1);
      else if (a !== CR) return 'message';
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

  #readHead(end: number): { headEnd: number; length: number; finish: (raw: Buffer) => FramedSip } {
    const head = this.#buffer.view(0, end);
    const headEnd = end + END_OF_HEADERS.length;
    try {
      const { lines } = splitHead(head);
      const start = parseStartLine(lines[0] ?? '');
      const headers = parseHeaderLines(lines.slice(1), this.#maxHeaderCount);
      const length = this.#bodyLength(headers);
      return {
        headEnd,
        length,
        finish: (raw) => ({
          kind: 'message',
          message: messageOf(start, headers, Buffer.from(raw.subarray(headEnd))),
          raw,
        }),
      };
    } catch (problem) {
      if (!(problem instanceof HarnessError) || problem.code === 'WIRE_TOO_LARGE') throw problem;
      const recovered = recover(head, this.#maxHeaderCount);
      const length = this.#lengthOfInvalid(recovered);
      this.#lost = length === undefined;
      const lost = this.#lost;
      return { headEnd, length: length ?? 0, finish: (raw) => ({ kind: 'invalid', problem, raw, recovered, lost }) };
    }
  }

  #bodyLength(headers: readonly SipHeader[]): number {
    const length = contentLength(headers);
    if (length === undefined && headers.some(({ name }) => canonicalHeaderName(name) === 'content-type')) {
      throw invalidSip('Content-Length', 'it is missing although there is a Content-Type');
    }
    if (length !== undefined && length > this.#maxBodyBytes) throw bodyTooLarge(this.#maxBodyBytes);
    return length ?? 0;
  }

  #lengthOfInvalid(headers: readonly SipHeader[]): number | undefined {
    try {
      const length = contentLength(headers);
      return length !== undefined && length <= this.#maxBodyBytes ? length : undefined;
    } catch {
      return undefined;
    }
  }
}

/** Whatever header lines of a broken message can be read. */
function recover(head: Buffer, maxCount: number): SipHeader[] {
  const headers: SipHeader[] = [];
  for (const line of head.toString('latin1').split(/\r\n/).slice(1, maxCount)) {
    try {
      headers.push(...parseHeaderLines([line], 1));
    } catch {
      // The next line may still be a good one.
    }
  }
  return headers;
}
