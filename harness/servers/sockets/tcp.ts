import { createServer, type Server, type Socket } from 'node:net';
import { listenError } from './listen-error.js';
import type { Listener, ListenPlace } from './listener.js';

/** Connections one listener holds at once, if not told otherwise: dozens of phones with a few connections each. */
export const MAX_CONNECTIONS = 2_000;

/** The address of a connection to a listener on all addresses is the connection's own. */
const EVERYWHERE = ['0.0.0.0', '::', ''];

export interface ListenTcpOptions {
  /** More are closed as they come. */
  readonly maxConnections?: number;
}

/** Where a listener stands. */
export interface TcpPlace {
  readonly address: string;
  readonly port: number;
}

/**
 * Listen on TCP and hand each connection over, with the end of it that is here. Closing destroys the connections still
 * open.
 */
export function listenTcp(
  place: ListenPlace,
  accept: (socket: Socket, local: TcpPlace) => void,
  { maxConnections = MAX_CONNECTIONS }: ListenTcpOptions = {},
): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const open = new Set<Socket>();
    const server: Server = createServer((socket) => {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
      // A peer that resets is seen by whoever reads the socket; without a listener it would end the process.
      socket.on('error', () => {});
      accept(socket, standing ?? localOf(socket));
    });
    /** Known of all connections at once, unless it listens on all addresses. To ask each is a system call. */
    let standing: TcpPlace | undefined;
    server.maxConnections = maxConnections;
    server.once('error', (error) => reject(listenError(error, 'TCP', place)));
    const { address, descriptor, port } = place;
    const where = descriptor === undefined ? { host: address, port } : { fd: descriptor };
    server.listen({ ...where, exclusive: true }, () => {
      const bound = server.address();
      const at = typeof bound === 'object' && bound ? bound : { address: '', port };
      if (!EVERYWHERE.includes(at.address)) standing = { address: at.address, port: at.port };
      resolve({
        protocol: 'tcp',
        address: place.address,
        port: at.port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            for (const socket of open) socket.destroy();
          }),
      });
    });
  });
}

function localOf({ localAddress = '', localPort = 0 }: Socket): TcpPlace {
  return { address: localAddress, port: localPort };
}
