import { createSocket, type RemoteInfo } from 'node:dgram';
import type { ExecutionContext } from 'ava';

/** Real milliseconds after which an answer that should come counts as lost, far beyond what a busy machine needs. */
const PATIENCE_MS = 20_000;

/** A client socket on 127.0.0.1 that sends a datagram and waits for the answer to it; closed with the test. */
export async function udpClient(t: ExecutionContext): Promise<{
  port: number;
  /** Rejects when nothing came for `patienceMs`. */
  ask(
    bytes: Buffer,
    to: { address: string; port: number },
    patienceMs?: number,
  ): Promise<{ bytes: Buffer; from: RemoteInfo }>;
  send(bytes: Buffer, to: { address: string; port: number }): void;
}> {
  const socket = createSocket('udp4');
  await new Promise<void>((bound) => socket.bind(0, '127.0.0.1', bound));
  t.teardown(() => new Promise<void>((closed) => socket.close(() => closed())));
  const send = (bytes: Buffer, to: { address: string; port: number }) => socket.send(bytes, to.port, to.address);
  return {
    port: socket.address().port,
    send,
    ask: (bytes, to, patienceMs = PATIENCE_MS) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('no answer came')), patienceMs);
        socket.once('message', (answer, from) => {
          clearTimeout(timer);
          resolve({ bytes: answer, from });
        });
        send(bytes, to);
      }),
  };
}
