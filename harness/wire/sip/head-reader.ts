import { isAscii } from 'node:buffer';
import { ownText } from '../../foundation/own-text.js';
import type { SipLimits } from './limits.js';
import type { SipHeader } from './message.js';
import { parseHeaderLines, splitHead } from './parse.js';
import { parseStartLine, type StartLine } from './start-line.js';
import { knownToken } from './token.js';

/** A line that was read anew so often is not kept any more: it is another in every message. */
export const MOST_LEARNED = 3;
/** Longer lines are read each time: what a connection keeps must stay small, whatever a peer sends. */
export const LONGEST_LEARNED = 512;
/** So many header lines are looked at; a REGISTER has about twenty. */
const LINES_LEARNED = 32;

interface KnownLine {
  /** With its line end. */
  readonly text: string;
  readonly header: SipHeader;
  readonly learned: number;
}

/** What is known of a line that changes with every message. */
const ALWAYS_NEW: KnownLine = { text: '\r\n', header: { name: '', value: '' }, learned: MOST_LEARNED };

/**
 * Reads the heads of one connection's messages. A client repeats nearly all of its header lines from one message to the
 * next: where a line is the one that stood in its place before, the header that was read then is taken.
 */
export class HeadReader {
  readonly #limits: Required<SipLimits>;
  readonly #known: KnownLine[] = [];

  constructor(limits: Required<SipLimits>) {
    this.#limits = limits;
  }

  /**
   * `head` ends with the line end of its last line.
   * @throws HarnessError WIRE_TOO_LARGE or WIRE_INVALID
   */
  read(head: Buffer): { readonly start: StartLine; readonly headers: SipHeader[] } {
    const text = isAscii(head) ? head.toString('latin1') : '';
    const startEnd = text.indexOf('\r\n');
    const startLine = text.slice(0, Math.max(0, startEnd));
    const headers = startEnd === -1 || hasLineEnd(startLine) ? undefined : this.#headers(text, startEnd + 2);
    if (headers) return { start: parseStartLine(startLine), headers };
    // Whatever is unusual about it is dealt with there.
    const { lines } = splitHead(head.subarray(0, head.length - 2));
    return { start: parseStartLine(lines[0] ?? ''), headers: parseHeaderLines(lines.slice(1), this.#limits) };
  }

  /** Undefined for lines that must be looked at more closely. */
  #headers(text: string, from: number): SipHeader[] | undefined {
    const headers: SipHeader[] = [];
    for (let at = from; at < text.length; ) {
      const known = this.#known[headers.length] ?? ALWAYS_NEW;
      // Cut out and compared: `startsWith` takes three times as long.
      if (known !== ALWAYS_NEW && text.slice(at, at + known.text.length) === known.text) {
        headers.push(known.header);
        at += known.text.length;
      } else {
        const end = text.indexOf('\r\n', at);
        const header = end === -1 ? undefined : this.#learned(headers.length, text.slice(at, end));
        if (header === undefined || headers.length >= this.#limits.maxHeaderCount) return undefined;
        headers.push(header);
        at = end + 2;
      }
    }
    return headers;
  }

  /** The header of a line that did not stand in this place before. */
  #learned(place: number, line: string): SipHeader | undefined {
    const learned = (this.#known[place]?.learned ?? 0) + 1;
    if (learned > MOST_LEARNED || line.length > LONGEST_LEARNED || place >= LINES_LEARNED) {
      if (place < LINES_LEARNED) this.#known[place] = ALWAYS_NEW;
      return headerOf(line, this.#limits);
    }
    const text = ownText(`${line}\r\n`);
    const header = headerOf(text.slice(0, -2), this.#limits);
    if (header) this.#known[place] = { text, header, learned };
    return header;
  }
}

function headerOf(line: string, { maxHeaderLine }: Required<SipLimits>): SipHeader | undefined {
  const colon = line.indexOf(':');
  if (
    colon === -1 ||
    line.length > maxHeaderLine ||
    hasLineEnd(line) ||
    line.startsWith(' ') ||
    line.startsWith('\t')
  ) {
    return undefined;
  }
  const name = knownToken(line.slice(0, colon).trimEnd());
  return name === undefined ? undefined : { name, value: line.slice(colon + 1).trim() };
}

function hasLineEnd(line: string): boolean {
  return line.includes('\n') || line.includes('\r');
}
