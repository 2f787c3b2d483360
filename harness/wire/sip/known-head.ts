import { ownText } from '../../foundation/own-text.js';
import { type HeaderLimits, headerOf } from './header-line.js';
import type { SipHeader } from './message.js';
import { RepeatedLines } from './repeated-lines.js';

/** A header whose line was read anew so often is not kept any more: it is another in every message. */
export const MOST_LEARNED = 3;
const NEVER_AGAIN = MOST_LEARNED + 1;
/** Longer lines are read each time: what a connection keeps must stay small, whatever a peer sends. */
export const LONGEST_LEARNED = 512;
export const LINE_END = 2;
/** So many header lines are looked at; a REGISTER has about twenty. */
const LINES_LEARNED = 32;

/** Messages of one connection that are the same but for the header lines at some places have one and the same likeness. */
export interface Likeness {
  /** Places of the lines that may differ, counted from 0. The headers there have the same names in all of them. */
  readonly places: readonly number[];
}

/** The header lines of a message, in order. */
export interface ReadLines {
  readonly headers: SipHeader[];
  readonly likeness: Likeness;
}

/** A line that was read in its place before. */
export interface KnownLine {
  /** With its line end; none where the line is another in every message. */
  readonly text: string | undefined;
  readonly header: SipHeader;
  /** How many lines of this header were read in this place. */
  readonly learned: number;
}

/**
 * The header lines that one client sends with one start line. A client repeats nearly all of them from one message to
 * the next: where a line is the one that stood in its place before, the header that was read then is taken.
 */
export class KnownHead {
  readonly #limits: HeaderLimits;
  /** So many are looked at. */
  readonly #lines: number;
  readonly #known: KnownLine[] = [];
  #last: { readonly likeness: Likeness; readonly count: number; lines?: RepeatedLines | undefined } | undefined;

  /** Without `learns` every message is read as if it were the first. */
  constructor(limits: HeaderLimits, learns = true) {
    this.#limits = limits;
    this.#lines = learns ? LINES_LEARNED : 0;
  }

  /** The lines from an offset to the end of the text; undefined for what must be looked at more closely. */
  read(text: string, from: number): ReadLines | undefined {
    const last = this.#last;
    const repeated = last?.lines?.read(text, from);
    if (last && repeated) return { headers: repeated, likeness: last.likeness };
    const headers: SipHeader[] = [];
    let alike = true;
    for (let at = from; at < text.length; ) {
      const place = headers.length;
      const known = this.#known[place];
      // Cut out and compared: `startsWith` takes three times as long.
      if (known?.text !== undefined && text.slice(at, at + known.text.length) === known.text) {
        headers.push(known.header);
        at += known.text.length;
      } else {
        const end = text.indexOf('\r\n', at);
        const header = end === -1 ? undefined : this.#read(place, text.slice(at, end));
        if (header === undefined || place >= this.#limits.maxHeaderCount) return this.#unusual();
        if (place >= this.#lines || this.#known[place] !== known) alike = false;
        headers.push(header);
        at = end + LINE_END;
      }
    }
    return { headers, likeness: this.#likeness(headers.length, alike) };
  }

  /** What was learned of it stands between the messages before and those that follow. */
  #unusual(): undefined {
    this.#last = undefined;
    return undefined;
  }

  #likeness(count: number, alike: boolean): Likeness {
    const last = this.#last;
    if (alike && last?.count === count) {
      last.lines ??= new RepeatedLines(this.#known.slice(0, count), this.#limits);
      return last.likeness;
    }
    const places: number[] = [];
    for (let place = 0; place < count; place++) {
      if (this.#known[place]?.text === undefined) places.push(place);
    }
    this.#last = { count, likeness: { places } };
    return this.#last.likeness;
  }

  /** The header of a line that did not stand in this place before. */
  #read(place: number, line: string): SipHeader | undefined {
    const header = headerOf(line, this.#limits);
    if (header === undefined || place >= this.#lines) return header;
    const known = this.#known[place];
    const learned = known?.header.name === header.name ? known.learned : 0;
    if (learned > MOST_LEARNED) return header;
    if (learned === MOST_LEARNED || line.length > LONGEST_LEARNED) {
      this.#known[place] = { text: undefined, header: { name: ownText(header.name), value: '' }, learned: NEVER_AGAIN };
      return header;
    }
    const text = ownText(`${line}\r\n`);
    const own = headerOf(text.slice(0, -LINE_END), this.#limits);
    if (own) this.#known[place] = { text, header: own, learned: learned + 1 };
    return own;
  }
}
