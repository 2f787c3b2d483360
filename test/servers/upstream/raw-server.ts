import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** A server that answers each request with bytes as they are given, whatever they are. */
export interface RawServer {
  readonly port: number;
  /** Connections it got. */
  readonly connections: () => number;
  /** What it was sent, all connections together. */
  readonly received: () => string;
  /** Requests it was sent, by their blank lines. */
  readonly requests: () => number;
}

/** `answer` is asked at every request without body, or whose body came with its head. */
export async function rawServer(
  t: { teardown(end: () => void): void },
  answer: (socket: Socket, head: string) => void,
): Promise<RawServer> {
  let connections = 0;
  let received = '';
  let requests = 0;
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    connections++;
    open.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => open.delete(socket));
    let pending = '';
    socket.on('data', (bytes: Buffer) => {
      received += bytes.toString('latin1');
      pending += bytes.toString('latin1');
      for (;;) {
        const end = pending.indexOf('\r\n\r\n');
        if (end < 0) return;
        const head = pending.slice(0, end);
        const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
        if (pending.length < end + 4 + length) return;
        pending = pending.slice(end + 4 + length);
        requests++;
        answer(socket, head);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    server.close();
    for (const socket of open) socket.destroy();
  });
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    received: () => received,
    requests: () => requests,
  };
}
