import { constants, randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { connect } from 'node:tls';
import { encodeClientHello, encodeHandshake, encodeRecords, handshakeType, recordType } from '../../wire/tls/index.js';
import { connectTls10 } from '../engine/socket/index.js';
import { engineSuiteNamed } from '../engine/suite.js';
import type { ServedSuite } from '../settings/index.js';
import { opensslSuites } from '../settings/openssl-suites.js';
import { versionNumber } from '../settings/version.js';

/** A client that offers one suite at one version and nothing else. */
export interface SuiteOffer {
  readonly tried: 'handshake' | 'hello';
  /** Leaves, whatever came of it. */
  abandon(): void;
}

/**
 * Sends the hello at once, with the client that can speak the suite: the TLS 1.0 engine for its own at TLS 1.0,
 * OpenSSL for the rest; a bare hello where neither can.
 */
export function offerSuite(stream: Duplex, wanted: ServedSuite, serverName: string | undefined): SuiteOffer {
  stream.on('error', () => {});
  const own = engineSuiteNamed(wanted.suite);
  if (own && wanted.version === 'TLSv1') {
    const socket = connectTls10(stream, { suites: [own.id], ...(serverName === undefined ? {} : { serverName }) });
    return handshakeOf(socket);
  }
  const socket = opensslClient(stream, wanted, serverName);
  return socket ? handshakeOf(socket) : helloAlone(stream, wanted);
}

function handshakeOf(socket: Duplex): SuiteOffer {
  socket.on('error', () => {});
  // Data would wait unread otherwise, and the port's end with it.
  socket.resume();
  return { tried: 'handshake', abandon: () => socket.destroy() };
}

/** Undefined where this machine's OpenSSL does not have the suite. */
function opensslClient(stream: Duplex, wanted: ServedSuite, serverName: string | undefined): Duplex | undefined {
  try {
    return connect({
      socket: stream,
      minVersion: wanted.version,
      maxVersion: wanted.version,
      // Node wants a suite of TLS 1.2 beside those of 1.3; with 1.3 alone it is not offered.
      ciphers: `${wanted.opensslName}${wanted.version === 'TLSv1.3' ? ':AES128-SHA' : ''}:@SECLEVEL=0`,
      // Whether the chain is trusted is not the question.
      rejectUnauthorized: false,
      // The TLS 1.0 engine answers without RFC 5746.
      secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
      ...(serverName === undefined ? {} : { servername: serverName }),
    });
  } catch {
    return undefined;
  }
}

function helloAlone(stream: Duplex, wanted: ServedSuite): SuiteOffer {
  const known = engineSuiteNamed(wanted.suite) ?? opensslSuites().find(({ name }) => name === wanted.suite);
  const suites = known ? [known.id] : [];
  const hello = encodeClientHello({ version: versionNumber(wanted.version), random: randomBytes(32), suites });
  stream.write(encodeRecords(recordType.handshake, 0x0301, encodeHandshake(handshakeType.client_hello, hello)));
  stream.resume();
  return { tried: 'hello', abandon: () => stream.destroy() };
}
