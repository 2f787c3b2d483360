import { readLength } from './ber/reader.js';
import { invalidLdap, tooLarge } from './invalid.js';

const SEQUENCE = 0x30;
/** Tag, first octet of the length, and four more of it. */
const HEAD_BYTES = 6;

/**
 * Cuts a stream into LDAP messages, of at most `limit` bytes each. After an error the stream is lost: where the next
 * message begins nobody knows.
 */
export class LdapFramer {
  readonly #limit: number;
  readonly #limitName: string;
  #waiting: Buffer = Buffer.alloc(0);
  /** What is already known of the first message's length. */
  #wanted = 0;
  #parts: Buffer[] = [];
  #gathered = 0;

  constructor(limit: number, limitName: string) {
    this.#limit = limit;
    this.#limitName = limitName;
  }

  /** Bytes of a message that has not come whole. */
  get pending(): number {
    return this.#waiting.length + this.#gathered;
  }

  /** The whole messages that are there with these bytes. @throws HarnessError WIRE_INVALID, WIRE_TOO_LARGE */
  push(bytes: Buffer): Buffer[] {
    if (this.#wanted > 0) {
      // A large message is put together once, when all of it is there.
      this.#parts.push(bytes);
      this.#gathered += bytes.length;
      if (this.#gathered < this.#wanted) return [];
      this.#waiting = Buffer.concat(this.#parts);
      this.#parts = [];
      this.#gathered = 0;
      this.#wanted = 0;
    } else this.#waiting = this.#waiting.length === 0 ? bytes : Buffer.concat([this.#waiting, bytes]);
    return this.#cut();
  }

  /** What came behind the last whole message; it is taken out. */
  rest(): Buffer {
    const rest = Buffer.concat([this.#waiting, ...this.#parts]);
    this.#waiting = Buffer.alloc(0);
    this.#parts = [];
    this.#gathered = 0;
    this.#wanted = 0;
    return rest;
  }

  #cut(): Buffer[] {
    const messages: Buffer[] = [];
    let at = 0;
    const bytes = this.#waiting;
    for (;;) {
      const size = this.#sizeAt(bytes, at);
      if (size === undefined || at + size > bytes.length) {
        this.#waiting = at === 0 ? bytes : bytes.subarray(at);
        if (size !== undefined) {
          this.#wanted = size;
          this.#parts = [this.#waiting];
          this.#gathered = this.#waiting.length;
          this.#waiting = Buffer.alloc(0);
        }
        return messages;
      }
      messages.push(bytes.subarray(at, at + size));
      at += size;
    }
  }

  /** Bytes of the message that begins there; undefined while its length has not come. */
  #sizeAt(bytes: Buffer, at: number): number | undefined {
    const tag = bytes[at];
    if (tag === undefined) return undefined;
    if (tag !== SEQUENCE) throw invalidLdap('its first byte', 'it is not a SEQUENCE');
    const first = bytes[at + 1];
    if (first === undefined) return undefined;
    const known = first < 0x80 ? 2 : 2 + (first & 0x7f);
    if (known <= HEAD_BYTES && at + known > bytes.length) return undefined;
    const { length, start } = readLength(bytes, at + 1, bytes.length, 'its length');
    const size = start - at + length;
    if (size > this.#limit) throw tooLarge('the whole message', this.#limitName);
    return size;
  }
}
