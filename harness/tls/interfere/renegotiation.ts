import type { Duplex } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import type { TlsStream } from '../stream.js';

/** What either engine has for it; node's TLSSocket calls it by another name than the own engine's socket. */
interface Renegotiating {
  requestRenegotiation?(): void;
  renegotiate?(options: object, callback: (error: Error | null) => void): unknown;
}

/** Turns from a write's end on the connection until node's TLS knows of it: callback, its turn, one to spare. */
const WRITTEN_TURNS = 3;

/**
 * Sends a HelloRequest over `connection`, where there is one: TLS 1.3 has none. `asked` is called when it was. What the
 * phone makes of it is its own affair.
 */
export function askRenegotiation(stream: TlsStream, connection: Duplex, asked: () => void): void {
  const either: TlsStream & Renegotiating = stream;
  if (stream.getProtocol() === 'TLSv1.3') return;
  if (either.requestRenegotiation) {
    either.requestRenegotiation();
    asked();
  } else if (either.renegotiate) void askOpenssl(either, connection, asked);
}

/**
 * OpenSSL is asked with writes of nothing, which node's TLS over a stream does not survive while another write is under
 * way (observed of Node 20): so until they are through, nothing is read that it would answer.
 */
async function askOpenssl(stream: TlsStream & Renegotiating, connection: Duplex, asked: () => void): Promise<void> {
  connection.pause();
  for (let turns = 0; turns < WRITTEN_TURNS; turns++) {
    await turn();
    if (connection.writableLength > 0) turns = 0;
  }
  const goOn = () => connection.resume();
  if (stream.destroyed || connection.destroyed) return void goOn();
  stream.renegotiate?.({}, () => {});
  asked();
  stream.write('', () => setImmediate(goOn));
}
