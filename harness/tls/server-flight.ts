import {
  handshakeType,
  parseCertificateMessage,
  parseServerHello,
  type ServerHello,
  tlsVersion,
} from '../wire/tls/index.js';
import type { ClearPart } from './clear-reader.js';

/** SHA-256 of "HelloRetryRequest": the random that makes a ServerHello a retry (RFC 8446 4.1.3). */
const RETRY_RANDOM = 'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c';

/** Follows a server's first flight in the clear. */
export class ServerFlight {
  hello: ServerHello | undefined;
  chain: readonly Buffer[] | undefined;
  /** The whole flight has passed: its ServerHelloDone, or in TLS 1.3 its ServerHello, after which all is encrypted. */
  complete = false;
  /** The server takes up an earlier session: it sends no certificates. */
  resumed = false;

  /** @throws HarnessError WIRE_TRUNCATED, WIRE_INVALID */
  see(part: ClearPart): void {
    if (this.complete) return;
    // Keys right after the ServerHello are those of an earlier session (RFC 5246 7.3).
    if (part.kind === 'change-cipher' && this.hello) this.complete = this.resumed = true;
    if (part.kind !== 'handshake') return;
    const { type, body } = part.message;
    if (type === handshakeType.server_hello) {
      const hello = parseServerHello(body);
      if (hello.random.toString('hex') === RETRY_RANDOM) return;
      this.hello = hello;
      this.complete = hello.version >= tlsVersion.tls13;
      this.resumed = this.complete && hello.extensions.some(({ name }) => name === 'pre_shared_key');
    } else if (type === handshakeType.certificate) this.chain = parseCertificateMessage(body);
    else if (type === handshakeType.server_hello_done) this.complete = true;
  }
}
