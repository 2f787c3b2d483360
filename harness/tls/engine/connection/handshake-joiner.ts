import { handshakeType, MAX_HANDSHAKE_MESSAGE } from '../../../wire/tls/index.js';
import { EngineAlert } from '../engine-alert.js';
import { Input } from '../record/input.js';

const HEADER_LENGTH = 4;
/** Longest message but for those that carry certificates or their issuers' names: a hello with every extension is a tenth of it. */
export const MAX_SHORT_MESSAGE = 16 * 1024;

/** Type and body length of a message of which the header has come. */
export interface JoinedHeader {
  readonly type: number;
  readonly length: number;
}

/**
 * Puts handshake messages together from the fragments of records, however cut; holds one message and what came behind
 * it in its record, in one piece: a message in records of a byte each takes no more room than another.
 */
export class HandshakeJoiner {
  readonly #held = new Input();

  push(fragment: Buffer): void {
    this.#held.push(fragment);
  }

  /** Bytes held. */
  get pending(): number {
    return this.#held.length;
  }

  /** The header of the message that is coming in; undefined while its four bytes are not there. */
  header(): JoinedHeader | undefined {
    if (this.#held.length < HEADER_LENGTH) return undefined;
    const start = this.#held.peek(HEADER_LENGTH);
    return { type: start.readUInt8(0), length: start.readUIntBE(1, 3) };
  }

  /** The message with its header, taken out; undefined while it is not whole. Only after `header` gave something. */
  take(header: JoinedHeader): Buffer | undefined {
    const whole = HEADER_LENGTH + header.length;
    if (this.#held.length < whole) return undefined;
    // A copy: what is held is overwritten by the next push.
    const message = Buffer.from(this.#held.peek(whole));
    this.#held.drop(whole);
    return message;
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
