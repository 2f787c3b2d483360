import { type Listener, type ListenPlace, listenUdp } from '../sockets/index.js';
import type { DnsServer } from './server.js';

/** Answer name queries over UDP where the place says. */
export function listenDnsUdp(server: DnsServer, place: ListenPlace): Promise<Listener> {
  return listenUdp(place, (bytes, from, send) => {
    server.serve(bytes, 'udp', from, (response) => send(response, from.port, from.address));
  });
}
