import { HarnessError } from '../../foundation/errors/index.js';
import { uint, vector } from './field-reader.js';
import { recordType, type TlsRecord } from './record.js';

/** OpenSSL's own default limit for a certificate chain, the longest message there is. */
export const MAX_HANDSHAKE_MESSAGE = 100 * 1024;
export const HANDSHAKE_HEADER_LENGTH = 4;

/** Handshake message types (RFC 5246, section 7.4, and later registrations). */
export const handshakeType = {
  hello_request: 0,
  client_hello: 1,
  server_hello: 2,
  new_session_ticket: 4,
  end_of_early_data: 5,
  encrypted_extensions: 8,
  certificate: 11,
  server_key_exchange: 12,
  certificate_request: 13,
  server_hello_done: 14,
  certificate_verify: 15,
  client_key_exchange: 16,
  finished: 20,
  certificate_url: 21,
  certificate_status: 22,
  key_update: 24,
  next_protocol: 67,
  message_hash: 254,
} as const;

const nothing = Buffer.alloc(0);

/** One whole handshake message. */
export interface HandshakeMessage {
  readonly type: number;
  readonly name: string;
  readonly body: Buffer;
  /** Header and body: what the handshake hash covers. */
  readonly raw: Buffer;
}

/** A message among others, which makes its views when it is read: whoever watches reads few. */
class ReceivedMessage implements HandshakeMessage {
  readonly type: number;
  readonly #bytes: Buffer;
  readonly #start: number;
  readonly #end: number;

  constructor(type: number, bytes: Buffer, start: number, end: number) {
    this.type = type;
    this.#bytes = bytes;
    this.#start = start;
    this.#end = end;
  }

  get name(): string {
    return handshakeTypeName(this.type);
  }

  get body(): Buffer {
    return this.#bytes.subarray(this.#start + HANDSHAKE_HEADER_LENGTH, this.#end);
  }

  get raw(): Buffer {
    return this.#bytes.subarray(this.#start, this.#end);
  }
}

const names: Readonly<Record<number, string>> = Object.fromEntries(
  Object.entries(handshakeType).map(([name, value]) => [value, name]),
);

/** `client_hello` and the like; `handshake 77` for an unknown type. */
export function handshakeTypeName(type: number): string {
  return names[type] ?? `handshake ${type}`;
}

/** Puts handshake messages together again from records, in the clear: stop pushing once the sender changed its cipher. */
export class HandshakeReader {
  #held: Buffer = nothing;

  /** The messages this record completes. Throws WIRE_INVALID for a record of another type, WIRE_TOO_LARGE for a longer message. */
  push(record: TlsRecord): HandshakeMessage[] {
    if (record.type !== recordType.handshake) {
      throw new HarnessError('WIRE_INVALID', {
        what: 'The TLS handshake',
        place: 'the record',
        detail: `its content type is ${record.type}, not ${recordType.handshake}`,
      });
    }
    // Records are seldom cut within a message; a copy is only needed to join two.
    const held = this.#held.length === 0 ? record.fragment : Buffer.concat([this.#held, record.fragment]);
    this.#held = held;
    const messages: HandshakeMessage[] = [];
    let at = 0;
    while (held.length - at >= HANDSHAKE_HEADER_LENGTH) {
      const type = held.readUInt8(at);
      const end = at + HANDSHAKE_HEADER_LENGTH + handshakeLength(held, at);
      if (held.length < end) break;
      messages.push(new ReceivedMessage(type, held, at, end));
      at = end;
    }
    this.#held = at === held.length ? nothing : held.subarray(at);
    return messages;
  }

  /** Bytes held of a message that is not complete yet. */
  get pending(): number {
    return this.#held.length;
  }
}

/** The body length in the handshake header of 4 bytes at `at`. Throws WIRE_TOO_LARGE. */
export function handshakeLength(bytes: Buffer, at = 0): number {
  const length = bytes.readUIntBE(at + 1, 3);
  if (length > MAX_HANDSHAKE_MESSAGE) {
    throw new HarnessError('WIRE_TOO_LARGE', {
      what: 'The TLS handshake message',
      limit: `${MAX_HANDSHAKE_MESSAGE} bytes`,
      place: `the length of ${handshakeTypeName(bytes.readUInt8(at))}`,
    });
  }
  return length;
}

/** A handshake message: type, three bytes of length, body. */
export function encodeHandshake(type: number, body: Buffer): Buffer {
  const what = 'The TLS handshake message';
  return Buffer.concat([uint(what, 'the type', 1, type), vector(what, 'the body', 3, body)]);
}
