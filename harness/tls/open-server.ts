import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { addressesOf, setAddresses, standsOn, tellsOfBelow } from './addresses.js';
import type { ServerQuirks } from './engine/options.js';
import { serveTls10 } from './engine/socket/index.js';
import type { TlsPort } from './port.js';
import type { TlsStream } from './stream.js';

/** OpenSSL over a tap, which has no addresses of its own. */
class ServedSocket extends TLSSocket {
  static {
    tellsOfBelow(ServedSocket);
  }
}

/**
 * One engine's server on a connection whose hello has not been given to it yet: over `stream`, which stands on
 * `connection`.
 */
export function openServer(
  stream: Duplex,
  connection: Duplex,
  port: TlsPort,
  engine: 'openssl' | 'tls10',
  quirks: ServerQuirks | undefined,
): TlsStream {
  const socket = engine === 'tls10' ? ownServer(stream, port, quirks) : opensslServer(stream, port);
  if (engine === 'tls10') setAddresses(socket, addressesOf(connection));
  else standsOn(socket, connection);
  const { keyLog } = port;
  if (keyLog) socket.on('keylog', (line: Buffer) => keyLog(line.toString('latin1').trimEnd()));
  return socket;
}

function ownServer(stream: Duplex, port: TlsPort, quirks: ServerQuirks | undefined): TlsStream {
  return serveTls10(stream, { ...port.engineOptions(), ...(quirks && { quirks }) });
}

function opensslServer(stream: Duplex, port: TlsPort): TlsStream {
  const socket = new ServedSocket(stream, {
    isServer: true,
    secureContext: port.secureContext(),
    requestCert: false,
    rejectUnauthorized: false,
  });
  // Alike but for the exporter's third parameter, which its declaration demands and the protocol has optional.
  return socket as unknown as TlsStream;
}
