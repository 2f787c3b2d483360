import { type Listener, type ListenPlace, listenUdp } from '../sockets/index.js';
import type { NtpServer } from './server.js';

/** Answer time requests where the place says. */
export function listenNtp(server: NtpServer, place: ListenPlace): Promise<Listener> {
  return listenUdp(place, (bytes, from, send) => {
    server.serve(bytes, from, (answer) => send(answer, from.port, from.address));
  });
}
