import type { Socket } from 'node:net';
import { asHarnessError, HarnessError } from '../../foundation/errors/index.js';
import type { Recorder } from '../../journal/index.js';
import { acceptTls } from '../../tls/index.js';
import type { ServerContext } from '../context.js';
import { type Listener, type ListenPlace, listenTcp, listenUdp } from '../sockets/index.js';
import { tlsObserver } from '../tls-events.js';
import { tlsInterference } from '../tls-port.js';
import type { DirectoryServer } from './directory-server.js';
import type { DirectoryPlace, DirectoryService } from './place.js';

/**
 * Serve LDAP on one port; `ldaps` and `global-catalog-ldaps` under TLS from the first byte on.
 * @throws HarnessError PORT_TAKEN, PORT_FORBIDDEN, ADDRESS_UNAVAILABLE
 */
export function listenDirectory(
  server: DirectoryServer,
  context: ServerContext,
  place: ListenPlace,
  service: DirectoryService,
): Promise<Listener> {
  const recorder = context.journal.recorder(service);
  let last = 0;
  return listenTcp(place, (socket) => {
    const client: DirectoryPlace = {
      id: `${service}#${++last}`,
      service,
      device: context.pool.devices.ofAddress(socket.remoteAddress),
    };
    socket.setNoDelay(true);
    recordLife(context, recorder, socket, client);
    if (service === 'ldaps' || service === 'global-catalog-ldaps')
      void serveTls(server, context, recorder, socket, client);
    else server.handle(socket, client);
  });
}

/** Answer pings by UDP. Throws as `listenDirectory`. */
export function listenDirectoryPing(server: DirectoryServer, place: ListenPlace): Promise<Listener> {
  const ping = server.ping();
  return listenUdp(place, (bytes, from, send) => {
    const answer = ping.answer(bytes, from);
    if (answer) send(answer, from.port, from.address);
  });
}

async function serveTls(
  server: DirectoryServer,
  context: ServerContext,
  recorder: Recorder,
  socket: Socket,
  client: DirectoryPlace,
): Promise<void> {
  const { tls: port } = server;
  const occasion = { device: client.device, connection: client.id };
  if (!port) return void socket.destroy();
  try {
    const stream = await acceptTls(socket, {
      port,
      clock: context.clock,
      observe: tlsObserver(recorder, occasion),
      ...tlsInterference(context, 'directory', occasion),
    });
    server.handle(stream, client, true);
  } catch (error) {
    // What a foreseen error says here was observed, and so recorded, already.
    if (error instanceof HarnessError) return;
    const { code, message } = asHarnessError(error);
    recorder.record('harness.error', { code, message }, occasion);
    socket.destroy();
  }
}

function recordLife(context: ServerContext, recorder: Recorder, socket: Socket, client: DirectoryPlace): void {
  const occasion = { device: client.device, connection: client.id };
  const opened = context.clock.elapsed();
  recorder.record('connection.opened', { peer: `${socket.remoteAddress ?? ''}:${socket.remotePort ?? 0}` }, occasion);
  socket.on('close', () => {
    const afterMs = Math.round(context.clock.elapsed() - opened);
    recorder.record('connection.closed', { afterMs }, occasion);
  });
}
