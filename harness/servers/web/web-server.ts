import http from 'node:http';
import type { Duplex } from 'node:stream';
import type { acceptTls } from '../../tls/index.js';
import type { ServerContext } from '../context.js';
import { createApplication } from './application.js';
import { brokenRequestAnswer, lastAnswer } from './broken-request.js';
import { standardPorts, type WebConnection, type WebOrigin, type WebService } from './connection.js';
import { connectionRefused } from './disturbance/connection.js';
import { MAX_HEADER_BYTES, MAX_HEADERS, type WebTimeouts, webTimeouts } from './limits.js';
import { recordBrokenRequest, recordConnect } from './record.js';
import type { Route } from './routes.js';
import { ticketIssuer } from './web-ticket/issuer.js';

/** Takes a plain connection to an established TLS one. */
export type OpenTls = typeof acceptTls;

export interface WebServerOptions {
  /** In place of `acceptTls`: another engine, or a fault. */
  readonly openTls?: OpenTls;
  readonly timeouts?: Partial<WebTimeouts>;
  /** What is served; the Lync web services when absent. */
  readonly routes?: readonly Route[];
}

/** The web services of a deployment on any number of connections; it listens nowhere by itself. */
export interface WebServer {
  readonly application: http.RequestListener;
  readonly openTls: OpenTls | undefined;
  /** A connection name not given before: `web#3`. */
  nextConnection(service: WebService): string;
  /** Serve HTTP on this stream: a socket, an established TLS socket, or one end of a pair in memory. */
  serve(stream: Duplex, origin: WebOrigin): void;
  /** End every connection. */
  close(): void;
}

/** The core of the web services: certificate provisioning, web tickets, device update. */
export function createWebServer(context: ServerContext, options: WebServerOptions = {}): WebServer {
  const connections = new WeakMap<object, WebConnection>();
  const tickets = ticketIssuer(context);
  const application = createApplication(context, tickets, (socket) => connections.get(socket), options.routes);
  const timeouts = { ...webTimeouts, ...options.timeouts };
  const server = http.createServer(
    {
      headersTimeout: timeouts.headers,
      requestTimeout: timeouts.request,
      keepAliveTimeout: timeouts.keepAlive,
      connectionsCheckingInterval: timeouts.checking,
      maxHeaderSize: MAX_HEADER_BYTES,
    },
    application,
  );
  server.maxHeadersCount = MAX_HEADERS;
  // Node begins to watch the time limits of connections when its own socket listens; this server never has one.
  server.emit('listening');
  server.on('clientError', (error: NodeJS.ErrnoException & { rawPacket?: Buffer }, stream: Duplex) => {
    const connection = connections.get(stream);
    // Who leaves in the middle of a body is recorded by whoever reads that body.
    const left = error.code === 'HPE_INVALID_EOF_STATE' || error.code === 'ECONNRESET';
    if (connection && !left) recordBrokenRequest(context, connection, error.rawPacket);
    if (stream.writable) stream.end(brokenRequestAnswer(error.code));
    else stream.destroy();
  });
  // Without a listener Node would hang up on CONNECT, and nobody would know what was asked.
  server.on('connect', (message: http.IncomingMessage, stream: Duplex, head: Buffer) => {
    const connection = connections.get(stream);
    if (connection) recordConnect(context, connection, message, head);
    if (stream.writable) stream.end(lastAnswer('405 Method Not Allowed', 'This is no proxy: CONNECT leads nowhere.'));
    else stream.destroy();
  });
  const open = new Set<Duplex>();
  let counter = 0;
  return {
    application,
    openTls: options.openTls,
    nextConnection: (service) => `${service}#${++counter}`,
    serve: (stream, origin) => {
      const ended = new AbortController();
      const connection: WebConnection = {
        closed: ended.signal,
        id: origin.connection,
        service: origin.service,
        port: standardPorts[origin.service],
        device: context.pool.devices.ofAddress(origin.remoteAddress),
        address: origin.remoteAddress?.replace(/^::ffff:/, ''),
        ntlm: { server: undefined, user: undefined },
      };
      if (connectionRefused(context, connection, stream)) return;
      connections.set(stream, connection);
      open.add(stream);
      stream.once('close', () => {
        open.delete(stream);
        ended.abort();
      });
      server.emit('connection', stream);
    },
    close: () => {
      for (const stream of open) stream.destroy();
      server.close();
    },
  };
}
