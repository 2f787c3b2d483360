import { ownText } from '../../foundation/own-text.js';
import { type HeaderLimits, headerNamed } from './header-line.js';
import type { KnownLine } from './known-head.js';
import type { SipHeader } from './message.js';

/** Lines that stand together, each the same in all messages. */
interface Stretch {
  readonly text: string;
  readonly headers: readonly SipHeader[];
  /** Name of the header behind them, whose line is another each time; none behind the last. */
  readonly next: string | undefined;
}

/** Reads header lines that are the same but for a few in known places: what stands between these is compared at once. */
export class RepeatedLines {
  readonly #limits: HeaderLimits;
  readonly #stretches: readonly Stretch[];

  constructor(lines: readonly KnownLine[], limits: HeaderLimits) {
    this.#limits = limits;
    this.#stretches = stretchesOf(lines);
  }

  /** The headers from an offset to the end of the text; undefined where they are others. */
  read(text: string, from: number): SipHeader[] | undefined {
    const read: SipHeader[] = [];
    let at = from;
    for (const { headers, next, text: lines } of this.#stretches) {
      const behind = at + lines.length;
      if (text.slice(at, behind) !== lines) return undefined;
      for (const header of headers) read.push(header);
      at = behind;
      if (next === undefined) break;
      const end = text.indexOf('\r\n', at);
      const header = end === -1 ? undefined : headerNamed(next, text.slice(at, end), this.#limits);
      if (header === undefined) return undefined;
      read.push(header);
      at = end + 2;
    }
    return at === text.length ? read : undefined;
  }
}

function stretchesOf(lines: readonly KnownLine[]): Stretch[] {
  const stretches: Stretch[] = [];
  let text = '';
  let headers: SipHeader[] = [];
  for (const line of lines) {
    if (line.text === undefined) {
      stretches.push({ text: ownText(text), headers, next: line.header.name });
      text = '';
      headers = [];
    } else {
      text += line.text;
      headers.push(line.header);
    }
  }
  return [...stretches, { text: ownText(text), headers, next: undefined }];
}
