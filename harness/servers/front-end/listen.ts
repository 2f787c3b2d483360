import type { Socket } from 'node:net';
import { asHarnessError, HarnessError } from '../../foundation/errors/index.js';
import type { Recorder } from '../../journal/index.js';
import { acceptTls, type TlsPort } from '../../tls/index.js';
import type { ServerContext } from '../context.js';
import { type Listener, type ListenPlace, listenTcp, type TcpPlace } from '../sockets/index.js';
import { tlsObserver } from '../tls-events.js';
import { tlsInterference, tlsPortNow } from '../tls-port.js';
import type { FrontEndConnection } from './connection/place.js';
import { MAX_CLIENTS } from './limits.js';
import type { ConnectionNumbers, SipService } from './sip-service.js';

/**
 * Serve SIP over TLS: the deployment's default certificate for every name (phones send no SNI), as its settings say.
 * Client certificates are not asked for here: clients prove themselves inside SIP. `numbers` go on where a listener before
 * this one ended.
 * @throws HarnessError PORT_TAKEN, PORT_FORBIDDEN, ADDRESS_UNAVAILABLE, TLS_CERTIFICATE_UNUSABLE
 */
export function listenFrontEnd(
  service: SipService,
  context: ServerContext,
  place: ListenPlace,
  numbers: ConnectionNumbers = { last: 0 },
): Promise<Listener> {
  const portNow = tlsPortNow(context, 'front-end');
  const recorder = context.journal.recorder('front-end');
  return listenTcp(
    place,
    (socket, local) => {
      const connection = describe(context, socket, local, `${place.service}#${++numbers.last}`);
      recordLife(context, recorder, socket, connection);
      void serve(service, context, recorder, portNow(), socket, connection);
    },
    { maxConnections: MAX_CLIENTS },
  );
}

async function serve(
  service: SipService,
  context: ServerContext,
  recorder: Recorder,
  port: TlsPort,
  socket: Socket,
  connection: FrontEndConnection,
): Promise<void> {
  const { device, id } = connection;
  try {
    const stream = await acceptTls(socket, {
      port,
      clock: context.clock,
      observe: tlsObserver(recorder, { device, connection: id }),
      ...tlsInterference(context, 'front-end', { device, connection: id }),
    });
    service.handle(stream, connection);
  } catch (error) {
    // What a foreseen error says here was observed, and so recorded, already.
    if (error instanceof HarnessError) return;
    const { code, message } = asHarnessError(error);
    recorder.record('harness.error', { code, message }, { device, connection: id });
    socket.destroy();
  }
}

function describe({ pool }: ServerContext, socket: Socket, local: TcpPlace, id: string): FrontEndConnection {
  return {
    id,
    device: pool.devices.ofAddress(socket.remoteAddress),
    peer: { address: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 },
    local,
  };
}

function recordLife(context: ServerContext, recorder: Recorder, socket: Socket, connection: FrontEndConnection): void {
  const { device, id, peer } = connection;
  const opened = context.clock.elapsed();
  recorder.record('connection.opened', { peer: `${peer.address}:${peer.port}` }, { device, connection: id });
  socket.on('close', () => {
    const afterMs = Math.round(context.clock.elapsed() - opened);
    recorder.record('connection.closed', { afterMs }, { device, connection: id });
  });
}
