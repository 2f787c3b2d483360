import { ownText } from '../../foundation/own-text.js';
import { lineOf } from './line-of.js';
import type { SipHeader } from './message.js';

/** A header that goes out in many messages: its line is checked and put together once. A copy of it is a header like any other. */
export class WrittenHeader implements SipHeader {
  readonly name: string;
  readonly value: string;
  readonly #line: string;

  /** @throws HarnessError WIRE_INVALID for a name or value that would not stay on its line */
  constructor(name: string, value: string) {
    this.name = name;
    this.value = value;
    this.#line = ownText(lineOf(name, value));
  }

  /** The line of a header, with its line end; undefined where it still has to be written. */
  static line(header: SipHeader): string | undefined {
    return #line in header ? header.#line : undefined;
  }
}
