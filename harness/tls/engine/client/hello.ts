import {
  encodeClientHello,
  encodeHandshake,
  encodeServerName,
  encodeSslv2ClientHello,
  handshakeType,
  tlsVersion,
} from '../../../wire/tls/index.js';
import type { EngineClientOptions } from '../options.js';

const RENEGOTIATION_SCSV = 0x00ff;

/** A server may answer with renegotiation_info (RFC 5746 3.3). */
export function offersRenegotiationInfo({ suites }: EngineClientOptions): boolean {
  return suites.includes(RENEGOTIATION_SCSV);
}

/** The ClientHello message. Throws WIRE_INVALID, WIRE_TOO_LARGE for options it cannot hold. */
export function clientHello(options: EngineClientOptions, random: Buffer): Buffer {
  const { suites, serverName, session } = options;
  const body = encodeClientHello({
    version: tlsVersion.tls10,
    random,
    suites,
    ...(session === undefined ? {} : { sessionId: session.id }),
    ...(serverName === undefined ? {} : { extensions: [encodeServerName(serverName)] }),
  });
  return encodeHandshake(handshakeType.client_hello, body);
}

/** The SSLv2-format hello with its two bytes of length; what the transcript covers comes behind them (RFC 2246 appendix E). */
export function sslv2ClientHello({ suites }: EngineClientOptions, challenge: Buffer): Buffer {
  return encodeSslv2ClientHello({ version: tlsVersion.tls10, random: challenge, suites });
}
