import { constants } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { connect, type TLSSocket } from 'node:tls';
import { HarnessError } from '../foundation/errors/index.js';
import type { OpensslOffer } from './offer.js';

/**
 * A client of OpenSSL on `stream` that takes any certificate: the phone's own judgement decides.
 * @throws HarnessError TLS_SUITES_UNAVAILABLE
 */
export function connectOpenssl(stream: Duplex, offer: OpensslOffer): TLSSocket {
  const { minVersion, maxVersion, ciphers, serverName } = offer;
  try {
    return connect({
      socket: stream,
      minVersion,
      maxVersion,
      // Below level 0 OpenSSL itself refuses TLS 1.0 and SHA-1, which phones do not.
      ciphers: ciphers.includes('@SECLEVEL') ? ciphers : `${ciphers}:@SECLEVEL=0`,
      rejectUnauthorized: false,
      // Servers of that age do not know secure renegotiation.
      secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
      ...(serverName === undefined ? {} : { servername: serverName }),
    });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new HarnessError('TLS_SUITES_UNAVAILABLE', { suites: ciphers, detail }, { cause: error });
  }
}
