import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import type { ServerQuirks } from './engine/options.js';
import { serveTls10 } from './engine/socket/index.js';
import type { TlsPort } from './port.js';
import type { TlsStream } from './stream.js';

/** One engine's server on a connection whose hello has not been given to it yet. */
export function openServer(
  stream: Duplex,
  port: TlsPort,
  engine: 'openssl' | 'tls10',
  quirks: ServerQuirks | undefined,
): TlsStream {
  const socket = engine === 'tls10' ? ownServer(stream, port, quirks) : opensslServer(stream, port);
  const { keyLog } = port;
  if (keyLog) socket.on('keylog', (line: Buffer) => keyLog(line.toString('latin1').trimEnd()));
  return socket;
}

function ownServer(stream: Duplex, port: TlsPort, quirks: ServerQuirks | undefined): TlsStream {
  return serveTls10(stream, { ...port.engineOptions(), ...(quirks && { quirks }) });
}

function opensslServer(stream: Duplex, port: TlsPort): TlsStream {
  const socket = new TLSSocket(stream, {
    isServer: true,
    secureContext: port.secureContext(),
    requestCert: false,
    rejectUnauthorized: false,
  });
  // Alike but for the exporter's third parameter, which its declaration demands and the protocol has optional.
  return socket as unknown as TlsStream;
}
