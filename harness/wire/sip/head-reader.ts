import { isAscii } from 'node:buffer';
import { ownText } from '../../foundation/own-text.js';
import { type HeaderLimits, hasLineEnd } from './header-line.js';
import { KnownHead, LINE_END, type Likeness, LONGEST_LEARNED } from './known-head.js';
import type { SipHeader } from './message.js';
import { parseHeaderLines, splitHead } from './parse.js';
import { parseStartLine, type StartLine } from './start-line.js';

/** So many start lines are told apart: that of the REGISTER, which is repeated as long as a phone is on, and another. */
export const HEADS_KNOWN = 2;

/** The head of one message. */
export interface ReadHead {
  readonly start: StartLine;
  readonly headers: SipHeader[];
  /** The same object in all messages that are alike; none where nobody compared. */
  readonly likeness: Likeness | undefined;
}

interface KnownStart {
  readonly line: string;
  readonly start: StartLine;
  readonly head: KnownHead;
}

/** Reads the heads of one connection's messages, and keeps in mind what its client repeats. */
export class HeadReader {
  readonly #limits: HeaderLimits;
  readonly #known: KnownStart[] = [];

  constructor(limits: HeaderLimits) {
    this.#limits = limits;
  }

  /**
   * `head` ends with the line end of its last line.
   * @throws HarnessError WIRE_TOO_LARGE or WIRE_INVALID
   */
  read(head: Buffer): ReadHead {
    const text = isAscii(head) ? head.toString('latin1') : '';
    const startEnd = text.indexOf('\r\n');
    if (startEnd > 0) {
      const usual = this.#usual(text.slice(0, startEnd), text, startEnd + LINE_END);
      if (usual) return usual;
    }
    // Whatever is unusual about it is dealt with there.
    const { lines } = splitHead(head.subarray(0, head.length - LINE_END));
    const headers = parseHeaderLines(lines.slice(1), this.#limits);
    return { start: parseStartLine(lines[0] ?? ''), headers, likeness: undefined };
  }

  #usual(startLine: string, text: string, from: number): ReadHead | undefined {
    for (const { head, line, start } of this.#known) {
      if (line !== startLine) continue;
      const lines = head.read(text, from);
      return lines && { start, headers: lines.headers, likeness: lines.likeness };
    }
    if (hasLineEnd(startLine)) return undefined;
    const keep = this.#known.length < HEADS_KNOWN && startLine.length <= LONGEST_LEARNED;
    const head = new KnownHead(this.#limits, keep);
    const lines = head.read(text, from);
    if (!lines) return undefined;
    const line = keep ? ownText(startLine) : startLine;
    const start = parseStartLine(line);
    if (keep) this.#known.push({ line, start, head });
    return { start, headers: lines.headers, likeness: keep ? lines.likeness : undefined };
  }
}
