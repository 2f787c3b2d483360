import { createServer, type Server, type Socket } from 'node:net';
import { listenError } from './listen-error.js';
import type { Listener, ListenPlace } from './listener.js';

/** Connections one listener holds at once; a lab has dozens of phones with a few connections each. */
export const MAX_CONNECTIONS = 2_000;

/** Listen on TCP and hand each connection over. Closing destroys the connections still open. */
export function listenTcp(place: ListenPlace, accept: (socket: Socket) => void): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const open = new Set<Socket>();
    const server: Server = createServer((socket) => {
      open.add(socket);
      socket.once('close', () => open.delete(socket));
      // A peer that resets is seen by whoever reads the socket; without a listener it would end the process.
      socket.on('error', () => {});
      accept(socket);
    });
    server.maxConnections = MAX_CONNECTIONS;
    server.once('error', (error) => reject(listenError(error, 'TCP', place)));
    server.listen({ host: place.address, port: place.port, exclusive: true }, () => {
      const bound = server.address();
      const port = typeof bound === 'object' && bound ? bound.port : place.port;
      resolve({
        protocol: 'tcp',
        address: place.address,
        port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            for (const socket of open) socket.destroy();
          }),
      });
    });
  });
}
