import type { Duplex } from 'node:stream';
import { type Clock, timedOut } from '../foundation/clock/index.js';
import type { AlertName } from '../wire/tls/index.js';
import { addressesOf, setAddresses } from './addresses.js';
import type { EngineSession } from './engine/options.js';
import { connectTls10 } from './engine/socket/index.js';
import type { PhoneTlsOffer } from './offer.js';
import { connectOpenssl } from './openssl-client.js';
import { PhoneHandshake } from './phone-handshake.js';
import { RecordTap } from './record-tap.js';
import type { TlsStream } from './stream.js';

/** How long a phone waits for a server's flight; unknown for real phones, configurable. */
export const PHONE_HANDSHAKE_TIMEOUT_MS = 30_000;

/** What the phone thinks of a chain; `alert` is sent with the refusal shape `alert`, `bad_certificate` without one. */
export interface Judgement {
  readonly accept: boolean;
  readonly alert?: AlertName;
}

/** The three ways phones of this family refuse (observed in relatives; which one a Lync phone uses is unknown). */
export type RefusalShape = 'alert' | 'close-after-certificate' | 'close-after-handshake';

export interface ConnectTlsOptions {
  readonly offer: PhoneTlsOffer;
  /** Called once with the chain as presented, DER, leaf first, before the engine sees it; never for a resumed session. */
  judge(chain: readonly Buffer[]): Judgement;
  readonly refusal: RefusalShape;
  /**
   * A session to resume, with the engine `tls10` and a hello in TLS format. The server may then show no certificate:
   * who offers one answers for it that the chain it was made with is still trusted.
   */
  readonly session?: EngineSession;
  /** Given the session of an accepted full handshake, when it can be resumed. */
  keep?(session: EngineSession): void;
  /** Gets the NSS key log line of the connection, without a line end. */
  readonly keyLog?: ((line: string) => void) | undefined;
  readonly clock: Clock;
  readonly timeoutMs?: number;
}

/**
 * The phone's side of TLS: the engine trusts everything, the phone's own judgement decides.
 * The socket has the connection's addresses; its errors need no listener. On failure the connection is closed.
 * @throws HarnessError PHONE_REFUSED_CERTIFICATE, TLS_REFUSED, TLS_NOT_TLS, TLS_TIMEOUT, TLS_SUITES_UNAVAILABLE
 */
export async function connectTls(stream: Duplex, options: ConnectTlsOptions): Promise<TlsStream> {
  // What a broken connection means is told by the rejection; the error itself must not go unheard.
  stream.on('error', () => {});
  const handshake = new PhoneHandshake(stream, options);
  const tap = new RecordTap(stream, handshake);
  let made: EngineSession | undefined;
  const socket = open(tap, stream, options, (session) => {
    made = session;
  });
  setAddresses(socket, addressesOf(stream));
  socket.on('error', (error: Error) => handshake.engineError(error));
  const { keyLog } = options;
  if (keyLog) socket.on('keylog', (line: Buffer) => keyLog(line.toString('latin1').trimEnd()));
  socket.once('secureConnect', () => handshake.finished(options.session !== undefined && socket.isSessionReused()));
  const limit = options.timeoutMs ?? PHONE_HANDSHAKE_TIMEOUT_MS;
  const outcome = await options.clock.within(limit, handshake.settled);
  if (outcome === 'accepted') {
    if (made !== undefined) options.keep?.(made);
    return socket;
  }
  const failure = outcome === timedOut ? handshake.timedOut(limit) : outcome;
  tap.detach();
  socket.destroy();
  throw failure;
}

function open(
  tap: RecordTap,
  stream: Duplex,
  { offer, session }: ConnectTlsOptions,
  keep: (session: EngineSession) => void,
): TlsStream {
  if (offer.engine === 'tls10') {
    const { suites, helloFormat } = offer;
    return connectTls10(tap, { suites, helloFormat, keep, ...(session === undefined ? {} : { session }) });
  }
  try {
    // Alike but for the exporter's third parameter, which its declaration demands and the protocol has optional.
    return connectOpenssl(tap, offer) as unknown as TlsStream;
  } catch (error) {
    tap.detach();
    stream.destroy();
    throw error;
  }
}
