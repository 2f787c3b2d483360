import { type Listener, type ListenPlace, listenTcp } from '../sockets/index.js';
import type { WebServer } from './web-server.js';

/** The web services on plain http: the certificate chain and device update; nothing that takes a credential. */
export function listenHttp(
  web: WebServer,
  place: ListenPlace,
  service: 'web-http' | 'web-http-8080' | 'exchange-http',
): Promise<Listener> {
  return listenTcp(place, (socket) => {
    web.serve(socket, { service, connection: web.nextConnection(service), remoteAddress: socket.remoteAddress });
  });
}
