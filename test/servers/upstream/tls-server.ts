import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { testDeployment } from '../deployment.js';

export interface TlsServer {
  readonly port: number;
  readonly connections: () => number;
}

/** A TLS server with the test deployment's certificate, which is of a date long past; `serve` has every connection. */
export async function tlsServer(
  t: { teardown(end: () => void): void },
  serve: (socket: TLSSocket) => void,
): Promise<TlsServer> {
  const { tls } = (await testDeployment()).certificates.default;
  if (!('key' in tls)) throw new Error('minted with a PEM key');
  const open = new Set<TLSSocket>();
  let connections = 0;
  const server = createServer({ cert: tls.cert, key: tls.key }, (socket) => {
    connections++;
    open.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => open.delete(socket));
    serve(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    server.close();
    for (const socket of open) socket.destroy();
  });
  return { port: (server.address() as AddressInfo).port, connections: () => connections };
}
