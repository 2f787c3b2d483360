import { invalidLdap, tooLarge, truncated } from '../invalid.js';
import { MAX_LDAP_MEMBERS } from '../limits.js';
import { BerTag } from './tags.js';

/**
 * Reads BER as LDAP restricts it (RFC 4511 5.1): definite lengths, primitive strings, true as 0xff. Lengths need not
 * be the shortest: Windows writes all of them in four bytes (observed). Every method throws a HarnessError
 * WIRE_TRUNCATED, WIRE_INVALID or WIRE_TOO_LARGE for what it cannot read.
 */
export class BerReader {
  readonly #bytes: Buffer;
  readonly #end: number;
  #at: number;

  constructor(bytes: Buffer, at = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.#at = at;
    this.#end = end;
  }

  get done(): boolean {
    return this.#at >= this.#end;
  }

  /** The next identifier octet, which stays; undefined at the end. */
  peek(): number | undefined {
    return this.#at < this.#end ? this.#bytes[this.#at] : undefined;
  }

  /** The content of the next element, whose tag must be this one. A view of the bytes. */
  content(tag: number, place: string): Buffer {
    const end = this.#enter(tag, place);
    const content = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return content;
  }

  /** The members of the next element, whose tag must be this one. */
  constructed(tag: number, place: string): BerReader {
    const end = this.#enter(tag, place);
    const inner = new BerReader(this.#bytes, this.#at, end);
    this.#at = end;
    return inner;
  }

  /** What `read` makes of each member, until the end. */
  each<T>(place: string, read: (reader: BerReader) => T): T[] {
    const all: T[] = [];
    while (!this.done) {
      if (all.length === MAX_LDAP_MEMBERS) throw tooLarge(place, 'MAX_LDAP_MEMBERS');
      all.push(read(this));
    }
    return all;
  }

  octets(place: string, tag: number = BerTag.octetString): Buffer {
    return this.content(tag, place);
  }

  /** UTF-8; bytes that are none come out as U+FFFD. */
  text(place: string, tag: number = BerTag.octetString): string {
    const content = this.content(tag, place);
    return content.length === 0 ? '' : content.toString('utf8');
  }

  /** An INTEGER or ENUMERATED of at most four bytes within 0 and `most`. */
  number(place: string, most: number, tag: number = BerTag.integer): number {
    const content = this.content(tag, place);
    if (content.length === 0 || content.length > 4) throw invalidLdap(place, `an integer of ${content.length} bytes`);
    const value = content.readIntBE(0, content.length);
    if (value < 0 || value > most) throw invalidLdap(place, `${value} is not within 0 and ${most}`);
    return value;
  }

  boolean(place: string, tag: number = BerTag.boolean): boolean {
    const content = this.content(tag, place);
    if (content.length !== 1) throw invalidLdap(place, `a boolean of ${content.length} bytes`);
    // Clients of old write 1 for true, which BER allows; LDAP alone does not (RFC 4511 5.1).
    return content[0] !== 0;
  }

  /** Everything that is left, unread. */
  rest(): Buffer {
    const rest = this.#bytes.subarray(this.#at, this.#end);
    this.#at = this.#end;
    return rest;
  }

  /** Skips whatever element comes next. */
  skip(place: string): void {
    const tag = this.peek();
    if (tag === undefined) throw truncated(place, this.#end);
    this.content(tag, place);
  }

  /** The end of the next element's content, after moving to its start. */
  #enter(tag: number, place: string): number {
    const bytes = this.#bytes;
    const found = this.peek();
    if (found === undefined) throw truncated(place, this.#end);
    if (found !== tag) throw invalidLdap(place, `tag 0x${hex(found)} where 0x${hex(tag)} belongs`);
    const { length, start } = readLength(bytes, this.#at + 1, this.#end, place);
    if (start + length > this.#end) throw truncated(place, this.#end);
    this.#at = start;
    return start + length;
  }
}

/** A definite length of at most four octets behind its first one. @throws HarnessError */
export function readLength(
  bytes: Buffer,
  at: number,
  end: number,
  place: string,
): { readonly length: number; readonly start: number } {
  const first = at < end ? bytes[at] : undefined;
  if (first === undefined) throw truncated(place, end);
  if (first < 0x80) return { length: first, start: at + 1 };
  const count = first & 0x7f;
  if (count === 0) throw invalidLdap(place, 'an indefinite length');
  if (count > 4) throw invalidLdap(place, `a length of ${count} octets`);
  if (at + 1 + count > end) throw truncated(place, end);
  return { length: bytes.readUIntBE(at + 1, count), start: at + 1 + count };
}

function hex(octet: number): string {
  return octet.toString(16).padStart(2, '0');
}
