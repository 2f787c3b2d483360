import { isAscii } from 'node:buffer';
import { ownText } from '../../foundation/own-text.js';
import { type HeaderLimits, hasLineEnd } from './header-line.js';
import { KnownHead, LONGEST_LEARNED, type Likeness, type ReadLines } from './known-head.js';
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
    const startLine = text.slice(0, Math.max(0, startEnd));
    const lines = startEnd === -1 || hasLineEnd(startLine) ? undefined : this.#lines(startLine, text, startEnd + 2);
    if (lines) return { start: parseStartLine(startLine), headers: lines.headers, likeness: lines.likeness };
    // Whatever is unusual about it is dealt with there.
    const { lines: split } = splitHead(head.subarray(0, head.length - 2));
    const headers = parseHeaderLines(split.slice(1), this.#limits);
    return { start: parseStartLine(split[0] ?? ''), headers, likeness: undefined };
  }

  #lines(startLine: string, text: string, from: number): ReadLines | undefined {
    for (const { head, line } of this.#known) if (line === startLine) return head.read(text, from);
    const head = new KnownHead(this.#limits);
    if (this.#known.length < HEADS_KNOWN && startLine.length <= LONGEST_LEARNED) {
      this.#known.push({ line: ownText(startLine), head });
    }
    return head.read(text, from);
  }
}
