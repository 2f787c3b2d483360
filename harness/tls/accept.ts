import type { Duplex } from 'node:stream';
import { type SecureContext, TLSSocket } from 'node:tls';
import { type Clock, timedOut } from '../foundation/clock/index.js';
import { HarnessError } from '../foundation/errors/index.js';
import { addressesOf, setAddresses } from './addresses.js';
import { readFirstFlight } from './first-flight.js';
import type { TlsObservation } from './observation.js';
import { endSoon, RecordTap } from './record-tap.js';
import { ServerWitness } from './server-witness.js';

/** A phone sends its hello at once; half a minute leaves room for a slow one and for a person with a terminal. */
export const HELLO_TIMEOUT_MS = 30_000;
/** Real front ends give up on half a handshake after about as long (inferred). */
export const HANDSHAKE_TIMEOUT_MS = 30_000;

export interface AcceptTlsOptions {
  readonly secureContext: SecureContext;
  readonly clock: Clock;
  /** Called for everything seen, also after the promise is settled. */
  observe(observation: TlsObservation): void;
  readonly helloTimeoutMs?: number;
  readonly handshakeTimeoutMs?: number;
  /** The chain the context presents, DER, for TLS 1.3, which encrypts it. */
  readonly chain?: readonly Buffer[];
}

/**
 * Serves TLS on a fresh connection and reports what it sees: the hello before the engine does, the certificates as
 * presented, who ended the handshake and how, and a phone that leaves after the handshake without a word.
 * The socket has the connection's addresses; its errors need no listener. On failure the connection is closed.
 * @throws HarnessError TLS_NOT_TLS, TLS_REFUSED, TLS_TIMEOUT
 */
export async function acceptTls(stream: Duplex, options: AcceptTlsOptions): Promise<TLSSocket> {
  // What a broken connection means is told by the observations; the error itself must not go unheard.
  stream.on('error', () => {});
  const addresses = addressesOf(stream);
  const witness = new ServerWitness(options);
  const limit = options.helloTimeoutMs ?? HELLO_TIMEOUT_MS;
  const flight = await options.clock.within(limit, readFirstFlight(stream));
  if (flight === timedOut) {
    endSoon(stream);
    throw witness.timedOut(limit);
  }
  if (flight.kind === 'not-tls') {
    options.observe({ type: 'not-tls', looksLike: flight.looksLike, raw: flight.raw });
    endSoon(stream);
    throw new HarnessError('TLS_NOT_TLS', { looksLike: flight.looksLike });
  }
  if (flight.kind === 'gone') {
    witness.ended(flight.error, flight.raw);
    endSoon(stream);
    throw witness.failure();
  }
  if (flight.kind === 'unreadable') {
    witness.refusedByServer(flight.detail, flight.raw);
    endSoon(stream);
    throw witness.failure();
  }
  witness.hello(flight.hello, flight.raw);
  witness.inbound(flight.all.subarray(flight.raw.length));
  const tap = new RecordTap(stream, witness, flight.all);
  const socket = new TLSSocket(tap, {
    isServer: true,
    secureContext: options.secureContext,
    requestCert: false,
    rejectUnauthorized: false,
  });
  setAddresses(socket, addresses);
  return finish(stream, socket, witness, options);
}

async function finish(
  stream: Duplex,
  socket: TLSSocket,
  witness: ServerWitness,
  options: AcceptTlsOptions,
): Promise<TLSSocket> {
  socket.on('error', (error) => witness.engineError(error));
  socket.once('secure', () => witness.established(socket));
  const limit = options.handshakeTimeoutMs ?? HANDSHAKE_TIMEOUT_MS;
  const outcome = await options.clock.within(limit, witness.settled);
  if (outcome === 'established') return socket;
  const failure = outcome === timedOut ? witness.timedOut(limit) : witness.failure();
  // The engine may still hold an alert it has not written; its end writes it.
  socket.destroy();
  endSoon(stream);
  throw failure;
}
