import type { Duplex } from 'node:stream';
import { type Clock, type TimedOut, timedOut } from '../foundation/clock/index.js';
import type { HarnessError } from '../foundation/errors/index.js';
import { encodeAlert } from '../wire/tls/index.js';
import { addressesOf, standsOn } from './addresses.js';
import { Disturbance, presentedPort } from './disturbance.js';
import { endSoon } from './end-soon.js';
import { EngineSocket } from './engine/socket/index.js';
import { type FirstFlight, readFirstFlight } from './first-flight.js';
import type { PlannedInterference } from './interfere/index.js';
import { LightTap } from './light-tap.js';
import type { TlsObservation } from './observation.js';
import { openServer } from './open-server.js';
import type { TlsPort } from './port.js';
import { RecordTap } from './record-tap.js';
import { ServerWitness } from './server-witness.js';
import type { EngineRefusal } from './settings/choose-engine.js';
import type { TlsStream } from './stream.js';

/** A phone sends its hello at once; half a minute leaves room for a slow one and for a person with a terminal. */
export const HELLO_TIMEOUT_MS = 30_000;
/** Real front ends give up on half a handshake after about as long (inferred). */
export const HANDSHAKE_TIMEOUT_MS = 30_000;

export interface AcceptTlsOptions {
  readonly port: TlsPort;
  readonly clock: Clock;
  /** Called for everything seen, also after the promise is settled. */
  observe(observation: TlsObservation): void;
  readonly helloTimeoutMs?: number;
  readonly handshakeTimeoutMs?: number;
  /** What goes wrong on purpose on this connection. */
  readonly interference?: PlannedInterference;
}

/**
 * Serves TLS on a fresh connection, by the engine its hello needs, and reports what it sees: the hello before an engine
 * does, the certificates as presented, who ended the handshake and how, and a phone that leaves after the handshake
 * without a word. The stream has the connection's addresses; its errors need no listener. On failure the connection is
 * closed.
 * @throws HarnessError TLS_NOT_TLS, TLS_REFUSED, TLS_TIMEOUT
 */
export async function acceptTls(stream: Duplex, options: AcceptTlsOptions): Promise<TlsStream> {
  // What a broken connection means is told by the observations; the error itself must not go unheard.
  stream.on('error', ignore);
  const { clock, interference } = options;
  const port = presentedPort(options.port, interference);
  const witness = new ServerWitness(options, port);
  const disturbance = interference && new Disturbance(stream, witness, clock, interference);
  if (disturbance?.reached('connection') === 'over') throw await disturbance.ended();
  const helloLimit = options.helloTimeoutMs ?? HELLO_TIMEOUT_MS;
  const flight = await clock.within(helloLimit, readFirstFlight(stream));
  if (flight === timedOut || flight.kind !== 'hello') throw unheard(stream, witness, flight, helloLimit);
  const { hello, raw, all } = flight;
  witness.hello(hello, raw);
  if (disturbance?.reached('client-hello') === 'over') throw await disturbance.ended();
  if (all.length > raw.length) witness.inbound(all.subarray(raw.length));
  const choice = disturbance?.choose(port, hello) ?? port.choose(hello);
  if ('refused' in choice) throw refuse(stream, witness, choice);
  witness.servedBy(choice.engine);
  const light = choice.engine === 'openssl' && !disturbance;
  const tap = light ? new LightTap(stream, witness, all) : new RecordTap(stream, witness, all, disturbance?.outlet);
  const socket = openServer(
    tap instanceof LightTap ? tap.stream : tap,
    stream,
    port,
    choice.engine,
    disturbance?.quirks(choice.engine),
  );
  socket.on('error', (error: Error) => witness.engineError(error));
  if (light) letGoWhenClosed(socket);
  socket.once('secure', () => {
    const tell = () => witness.established(socket);
    if (disturbance) disturbance.unlessOver(tell);
    else tell();
  });
  if (socket instanceof EngineSocket) socket.on('warned', (alert: string) => heard(witness, socket, alert));
  const limit = options.handshakeTimeoutMs ?? HANDSHAKE_TIMEOUT_MS;
  const settled = disturbance ? Promise.race([witness.settled, disturbance.over]) : witness.settled;
  const outcome = await clock.within(limit, settled);
  if (disturbance && (outcome === 'over' || (await disturbance.established(outcome, socket)) === 'over')) {
    tap.detach();
    throw await disturbance.ended();
  }
  if (outcome === 'established') return socket;
  const failure = outcome === timedOut ? witness.timedOut(limit) : witness.failure();
  // The engine, or the tap behind the flight it is writing, may still hold an alert; its end writes it.
  socket.destroy();
  if (tap.destroyed) endSoon(stream);
  else tap.once('close', () => endSoon(stream));
  throw failure;
}

/** What came is no hello: the error that says so. Whoever speaks TLS, if badly, is told what was wrong with it. */
function unheard(
  stream: Duplex,
  witness: ServerWitness,
  flight: Exclude<FirstFlight, { kind: 'hello' }> | TimedOut,
  limit: number,
): HarnessError {
  endSoon(stream, flight !== timedOut && flight.kind === 'unreadable' ? encodeAlert('fatal', flight.alert) : undefined);
  if (flight === timedOut) return witness.timedOut(limit);
  if (flight.kind === 'not-tls') return witness.notTls(flight.looksLike, flight.raw);
  if (flight.kind === 'gone') witness.ended(flight.error, flight.raw);
  else {
    const { alert, detail, raw } = flight;
    witness.refusedByChoice({ reason: 'protocol-error', alert, detail }, raw);
  }
  return witness.failure();
}

/** The port itself turns the hello down, before an engine sees it. */
function refuse(stream: Duplex, witness: ServerWitness, refusal: EngineRefusal): HarnessError {
  const { refused: reason, alert, detail, recordVersion, offered, served } = refusal;
  const raw = encodeAlert('fatal', alert, recordVersion);
  witness.refusedByChoice({ reason, alert, detail, ...(offered && { offered }), ...(served && { served }) }, raw);
  endSoon(stream, raw);
  return witness.failure();
}

/**
 * What OpenSSL holds of a closed connection is collected late, and all that listens to its socket would be kept with it.
 * Whoever asks to be told of the end has been told by then.
 */
function letGoWhenClosed(socket: TlsStream): void {
  socket.on('close', () => process.nextTick(letGo, socket));
}

function letGo(socket: TlsStream): void {
  // Of a closed connection they are what is remembered: nothing is asked for.
  standsOn(socket, addressesOf(socket));
  socket.removeAllListeners().on('error', ignore);
}

function ignore(): void {}

/** Warnings in the clear were seen on their way in. */
function heard(witness: ServerWitness, socket: TlsStream, alert: string): void {
  if (socket.getProtocol() !== null) witness.warned(alert);
}
