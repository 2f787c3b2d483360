import { HarnessError } from '../../foundation/errors/index.js';
import { encodeExtensions } from './extension.js';
import { uint, vector } from './field-reader.js';

const WHAT = 'The ServerHello';

/** The fields of a ServerHello to send; compression is always null. */
export interface ServerHelloFields {
  readonly version: number;
  /** 32 bytes. */
  readonly random: Buffer;
  /** At most 32 bytes; empty for a session that cannot be resumed. */
  readonly sessionId: Buffer;
  readonly suite: number;
  /** No extension block without them: a TLS 1.0 client that sent none takes none (RFC 3546 2.3). */
  readonly extensions?: readonly { readonly type: number; readonly data: Buffer }[];
}

/** The body of a server_hello (RFC 2246 7.4.1.3). Throws WIRE_INVALID, WIRE_TOO_LARGE for what its fields cannot hold. */
export function encodeServerHello(hello: ServerHelloFields): Buffer {
  if (hello.random.length !== 32) throw invalid('random', `${hello.random.length} bytes, not 32`);
  if (hello.sessionId.length > 32) {
    throw invalid('session_id', `${hello.sessionId.length} bytes are more than 32`);
  }
  return Buffer.concat([
    uint(WHAT, 'server_version', 2, hello.version),
    hello.random,
    vector(WHAT, 'session_id', 1, hello.sessionId),
    uint(WHAT, 'cipher_suite', 2, hello.suite),
    Buffer.from([0]),
    encodeExtensions(WHAT, hello.extensions ?? []),
  ]);
}

function invalid(place: string, detail: string): HarnessError {
  return new HarnessError('WIRE_INVALID', { what: WHAT, place, detail });
}
