import { HarnessError } from '../../foundation/errors/index.js';
import { encodeExtensions } from './extension.js';
import { uint, vector } from './field-reader.js';

const WHAT = 'The ClientHello';

/** The fields of a ClientHello to send. */
export interface ClientHelloFields {
  version: number;
  /** 32 bytes; in SSLv2 format 16 to 32, sent as the challenge. */
  random: Buffer;
  sessionId?: Buffer;
  suites: readonly number[];
  /** Null alone unless told. Not sent in SSLv2 format. */
  compression?: readonly number[];
  /** No extension block without them: Windows CE sends none for plain TLS 1.0 (inferred). Not sent in SSLv2 format. */
  extensions?: readonly { type: number; data: Buffer }[];
}

/** The body of a client_hello. Throws WIRE_INVALID, WIRE_TOO_LARGE for what its fields cannot hold. */
export function encodeClientHello(hello: ClientHelloFields): Buffer {
  if (hello.random.length !== 32) throw invalid('random', `${hello.random.length} bytes, not 32`);
  const sessionId = hello.sessionId ?? Buffer.alloc(0);
  if (sessionId.length > 32) throw invalid('session_id', `${sessionId.length} bytes are more than 32`);
  return Buffer.concat([
    uint(WHAT, 'client_version', 2, hello.version),
    hello.random,
    vector(WHAT, 'session_id', 1, sessionId),
    vector(WHAT, 'cipher_suites', 2, Buffer.concat(hello.suites.map((id) => uint(WHAT, 'cipher_suites', 2, id)))),
    vector(WHAT, 'compression_methods', 1, Buffer.from(hello.compression ?? [0])),
    encodeExtensions(WHAT, hello.extensions ?? []),
  ]);
}

/** An SSLv2-format ClientHello with its record header, as old clients send to ask for TLS (RFC 5246, appendix E.2). */
export function encodeSslv2ClientHello(hello: ClientHelloFields): Buffer {
  if (hello.random.length < 16 || hello.random.length > 32) {
    throw invalid('challenge', `${hello.random.length} bytes are not between 16 and 32`);
  }
  const sessionId = hello.sessionId ?? Buffer.alloc(0);
  const specs = Buffer.concat(hello.suites.map((id) => uint(WHAT, 'cipher_specs', 3, id)));
  const body = Buffer.concat([
    Buffer.from([1]),
    uint(WHAT, 'version', 2, hello.version),
    uint(WHAT, 'cipher_spec_length', 2, specs.length),
    uint(WHAT, 'session_id_length', 2, sessionId.length),
    uint(WHAT, 'challenge_length', 2, hello.random.length),
    specs,
    sessionId,
    hello.random,
  ]);
  if (body.length > 0x7fff)
    throw new HarnessError('WIRE_TOO_LARGE', { what: WHAT, limit: '32767 bytes', place: 'its record' });
  return Buffer.concat([uint(WHAT, 'its record', 2, 0x8000 | body.length), body]);
}

function invalid(place: string, detail: string): HarnessError {
  return new HarnessError('WIRE_INVALID', { what: WHAT, place, detail });
}
