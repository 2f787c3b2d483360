import type { Socket } from 'node:net';
import { HarnessError } from '../../foundation/errors/index.js';
import { acceptTls, type TlsPort } from '../../tls/index.js';
import type { ServerContext } from '../context.js';
import { type Listener, type ListenPlace, listenTcp } from '../sockets/index.js';
import { tlsObserver } from '../tls-events.js';
import { tlsInterference, tlsPortNow } from '../tls-port.js';
import type { WebServer } from './web-server.js';

/** Which https endpoint, and the TLS port that serves a connection opened now. */
export interface HttpsService {
  readonly service: 'web' | 'exchange';
  portNow(): TlsPort;
}

/** The web services on https, with the deployment's default certificate and TLS settings. Errors: TLS_CERTIFICATE_UNUSABLE, listen errors. */
export async function listenHttps(web: WebServer, context: ServerContext, place: ListenPlace): Promise<Listener> {
  return await listenSecure(web, context, place, { service: 'web', portNow: tlsPortNow(context, 'web') });
}

/** Any server of this room on https. Errors: listen errors. */
export async function listenSecure(
  web: WebServer,
  context: ServerContext,
  place: ListenPlace,
  https: HttpsService,
): Promise<Listener> {
  return await listenTcp(place, (socket) => {
    void openConnection(web, context, https, socket);
  });
}

async function openConnection(
  web: WebServer,
  context: ServerContext,
  { service, portNow }: HttpsService,
  socket: Socket,
): Promise<void> {
  const connection = web.nextConnection(service);
  const { remoteAddress, remotePort } = socket;
  const device = context.pool.devices.ofAddress(remoteAddress);
  const recorder = context.journal.recorder(service);
  const openedAt = context.clock.elapsed();
  recorder.record('connection.opened', { peer: `${remoteAddress}:${remotePort}` }, { device, connection });
  socket.once('close', () => {
    const afterMs = Math.round(context.clock.elapsed() - openedAt);
    recorder.record('connection.closed', { afterMs }, { device, connection });
  });
  const openTls = web.openTls ?? acceptTls;
  try {
    const stream = await openTls(socket, {
      port: portNow(),
      clock: context.clock,
      observe: tlsObserver(recorder, { device, connection }),
      ...tlsInterference(context, service, { device, connection }),
    });
    web.serve(stream, { service, connection, remoteAddress });
  } catch (error) {
    // Refusals were observed and recorded on the way, and closed with their alert; only what nobody foresaw is left.
    if (error instanceof HarnessError) return;
    socket.destroy();
    const message = error instanceof Error ? error.message : String(error);
    recorder.record('harness.error', { code: 'INTERNAL', message }, { device, connection });
  }
}
