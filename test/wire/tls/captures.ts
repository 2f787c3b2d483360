import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import net from 'node:net';

/** A loopback server that records what clients send first and answers nothing, then hangs up. */
export async function captureFirstFlight(
  connect: (port: number) => void,
  enough: (bytes: Buffer) => boolean,
): Promise<Buffer> {
  const server = net.createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const first = once(server, 'connection') as Promise<[net.Socket]>;
    connect((server.address() as AddressInfo).port);
    const [socket] = await first;
    let bytes: Buffer = Buffer.alloc(0);
    for await (const chunk of socket) {
      bytes = Buffer.concat([bytes, chunk as Buffer]);
      if (enough(bytes)) break;
    }
    socket.destroy();
    return bytes;
  } finally {
    server.close();
    await once(server, 'close');
  }
}
