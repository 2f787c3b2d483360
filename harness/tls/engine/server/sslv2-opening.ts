import { type ClientHello, parseSslv2ClientHello } from '../../../wire/tls/index.js';
import { decoded } from '../connection/decoded.js';
import { EngineAlert } from '../engine-alert.js';

/** Header and the fixed fields up to the version. */
const RECOGNISABLE = 5;
const CLIENT_HELLO = 1;
/** 32 suites are 200 bytes; OpenSSL takes a TLS record's length. */
export const MAX_SSLV2_HELLO = 16 * 1024;

/** A whole SSLv2-format hello at the start of a connection, and what came behind it. */
export interface Sslv2Hello {
  readonly hello: ClientHello;
  /** What the transcript covers: the message behind its two bytes of length (RFC 2246 appendix E). */
  readonly covered: Buffer;
  readonly rest: Buffer;
}

/** Reads the first bytes of a connection until it is known in which format the hello comes. */
export class Sslv2Opening {
  #held: Buffer = Buffer.alloc(0);

  /** `tls` with all bytes so far when they are no SSLv2 record; undefined while more bytes are needed. Throws EngineAlert. */
  push(bytes: Buffer): { readonly tls: Buffer } | Sslv2Hello | undefined {
    this.#held = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    const held = this.#held;
    const first = held[0];
    if (first === undefined) return undefined;
    if (first < 0x80) return { tls: held };
    const type = held[2];
    if (type !== undefined && type !== CLIENT_HELLO) {
      throw new EngineAlert(
        'unexpected_message',
        `an SSLv2 record starts with message ${type}, not with a ClientHello`,
      );
    }
    if (held.length < RECOGNISABLE) return undefined;
    const major = held.readUInt8(3);
    if (major !== 3) {
      throw new EngineAlert('protocol_version', `the SSLv2-format hello asks for ${held.readUInt16BE(3).toString(16)}`);
    }
    const length = 2 + (held.readUInt16BE(0) & 0x7fff);
    if (length > MAX_SSLV2_HELLO) {
      throw new EngineAlert('illegal_parameter', `an SSLv2-format hello of ${length} bytes is too long`);
    }
    if (held.length < length) return undefined;
    const hello = decoded(() => parseSslv2ClientHello(held));
    return { hello, covered: held.subarray(2, length), rest: held.subarray(length) };
  }
}
