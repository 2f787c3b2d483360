import { createServer, type Server, type Socket } from 'node:net';
import { listenError } from './listen-error.js';
import type { Listener, ListenPlace } from './listener.js';

/** Connections one listener holds at once, if not told otherwise: dozens of phones with a few connections each. */
export const MAX_CONNECTIONS = 2_000;

export interface ListenTcpOptions {
  /** More are closed as they come. */
  readonly maxConnections?: number;
}

/** Listen on TCP and hand each connection over. Closing destroys the connections still open. */
export function listenTcp(
  place: ListenPlace,
  accept: (socket: Socket) => void,
  { maxConnections = MAX_CONNECTIONS }: ListenTcpOptions = {},
): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const open = new Set<Socket>();
    const server: Server = createServer((socket) => {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
      // A peer that resets is seen by whoever reads the socket; without a listener it would end the process.
      socket.on('error', () => {});
      accept(socket);
    });
    server.maxConnections = maxConnections;
    server.once('error', (error) => reject(listenError(error, 'TCP', place)));
    const { address, descriptor, port } = place;
    const at = descriptor === undefined ? { host: address, port } : { fd: descriptor };
    server.listen({ ...at, exclusive: true }, () => {
      const bound = server.address();
      resolve({
        protocol: 'tcp',
        address: place.address,
        port: typeof bound === 'object' && bound ? bound.port : port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            for (const socket of open) socket.destroy();
          }),
      });
    });
  });
}
