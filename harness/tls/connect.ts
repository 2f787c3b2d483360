import { constants } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { connect, type SecureVersion, type TLSSocket } from 'node:tls';
import { type Clock, timedOut } from '../foundation/clock/index.js';
import { HarnessError } from '../foundation/errors/index.js';
import type { AlertName } from '../wire/tls/index.js';
import { addressesOf, setAddresses } from './addresses.js';
import { PhoneHandshake } from './phone-handshake.js';
import { RecordTap } from './record-tap.js';

/** How long a phone waits for a server's flight; unknown for real phones, configurable. */
export const PHONE_HANDSHAKE_TIMEOUT_MS = 30_000;

/** What the phone thinks of a chain; `alert` is sent with the refusal shape `alert`, `bad_certificate` without one. */
export interface Judgement {
  readonly accept: boolean;
  readonly alert?: AlertName;
}

/** The three ways phones of this family refuse (observed in relatives; which one a Lync phone uses is unknown). */
export type RefusalShape = 'alert' | 'close-after-certificate' | 'close-after-handshake';

/** Certificates are visible up to TLS 1.2, so a phone here never speaks 1.3. */
export type PhoneTlsVersion = Extract<SecureVersion, 'TLSv1' | 'TLSv1.1' | 'TLSv1.2'>;

export interface ConnectTlsOptions {
  readonly minVersion: PhoneTlsVersion;
  readonly maxVersion: PhoneTlsVersion;
  /** OpenSSL names. */
  readonly ciphers: string;
  /** SNI; absent for Lync Phone Edition. */
  readonly serverName?: string;
  /** Called once with the chain as presented, DER, leaf first, before the engine sees it. */
  judge(chain: readonly Buffer[]): Judgement;
  readonly refusal: RefusalShape;
  readonly clock: Clock;
  readonly timeoutMs?: number;
}

/**
 * The phone's side of TLS: the engine trusts everything, the phone's own judgement decides.
 * The socket has the connection's addresses; its errors need no listener. On failure the connection is closed.
 * @throws HarnessError PHONE_REFUSED_CERTIFICATE, TLS_REFUSED, TLS_NOT_TLS, TLS_TIMEOUT, TLS_SUITES_UNAVAILABLE
 */
export async function connectTls(stream: Duplex, options: ConnectTlsOptions): Promise<TLSSocket> {
  // What a broken connection means is told by the rejection; the error itself must not go unheard.
  stream.on('error', () => {});
  const handshake = new PhoneHandshake(stream, options);
  const tap = new RecordTap(stream, handshake);
  const socket = engine(tap, stream, options);
  setAddresses(socket, addressesOf(stream));
  socket.on('error', (error) => handshake.engineError(error));
  socket.once('secureConnect', () => handshake.finished());
  const limit = options.timeoutMs ?? PHONE_HANDSHAKE_TIMEOUT_MS;
  const outcome = await options.clock.within(limit, handshake.settled);
  if (outcome === 'accepted') return socket;
  tap.detach();
  socket.destroy();
  if (outcome === timedOut) {
    stream.destroy();
    throw new HarnessError('TLS_TIMEOUT', { limit, stage: handshake.stage });
  }
  throw outcome;
}

function engine(tap: RecordTap, stream: Duplex, options: ConnectTlsOptions): TLSSocket {
  const { minVersion, maxVersion, ciphers, serverName } = options;
  try {
    return connect({
      socket: tap,
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
    tap.detach();
    stream.destroy();
    const detail = error instanceof Error ? error.message : String(error);
    throw new HarnessError('TLS_SUITES_UNAVAILABLE', { suites: ciphers, detail }, { cause: error });
  }
}
