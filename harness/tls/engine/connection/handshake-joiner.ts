import { handshakeType, MAX_HANDSHAKE_MESSAGE } from '../../../wire/tls/index.js';
import { EngineAlert } from '../engine-alert.js';

const HEADER_LENGTH = 4;
/** Longest message but for those that carry certificates or their issuers' names: a hello with every extension is a tenth of it. */
export const MAX_SHORT_MESSAGE = 16 * 1024;

/** Type and body length of a message of which the header has come. */
export interface JoinedHeader {
  readonly type: number;
  readonly length: number;
}

/** Puts handshake messages together from the fragments of records, however cut; holds one message and what came behind it in its record. */
export class HandshakeJoiner {
  #parts: Buffer[] = [];
  #length = 0;

  push(fragment: Buffer): void {
    if (fragment.length === 0) return;
    this.#parts.push(fragment);
    this.#length += fragment.length;
  }

  /** Bytes held. */
  get pending(): number {
    return this.#length;
  }

  /** The header of the message that is coming in; undefined while its four bytes are not there. */
  header(): JoinedHeader | undefined {
    if (this.#length < HEADER_LENGTH) return undefined;
    const start = this.#gather(HEADER_LENGTH);
    return { type: start.readUInt8(0), length: start.readUIntBE(1, 3) };
  }

  /** The message with its header, taken out; undefined while it is not whole. Only after `header` gave something. */
  take(header: JoinedHeader): Buffer | undefined {
    const whole = HEADER_LENGTH + header.length;
    if (this.#length < whole) return undefined;
    const bytes = this.#gather(whole);
    this.#parts = bytes.length > whole ? [bytes.subarray(whole)] : [];
    this.#length -= whole;
    return bytes.subarray(0, whole);
  }

  /** Everything held in one piece if the first part does not have `length` bytes. */
  #gather(length: number): Buffer {
    const first = this.#parts[0];
    if (first !== undefined && first.length >= length) {
      if (this.#parts.length === 1) return first;
      // Only a header is looked at while more parts wait.
      if (length === HEADER_LENGTH) return first;
    }
    const all = Buffer.concat(this.#parts);
    this.#parts = [all];
    return all;
  }
}

/** Refuses a message by its header alone, so that nobody has to hold what it announces. Throws EngineAlert illegal_parameter. */
export function checkMessageLength({ type, length }: JoinedHeader): void {
  const carriesNames = type === handshakeType.certificate || type === handshakeType.certificate_request;
  const limit = carriesNames ? MAX_HANDSHAKE_MESSAGE : MAX_SHORT_MESSAGE;
  if (length > limit) {
    throw new EngineAlert('illegal_parameter', `a handshake message of ${length} bytes is longer than ${limit}`);
  }
}
