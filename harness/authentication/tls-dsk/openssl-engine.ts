import { Duplex } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import type { TLSSocket } from 'node:tls';
import { opensslKeys } from './engine-keys.js';
import { type FlightEnd, flightEnd } from './flight-end.js';
import { type EngineStep, type Finished, type InnerEngine, MAX_FLIGHT_BYTES } from './inner-engine.js';

/** Turns of the event loop after which an engine that has all its input is taken to wait for more; it needs two. */
const MAX_TURNS = 50;

/** The engine's connection: takes what it writes, gives it what the peer's message carried. */
class FlightStream extends Duplex {
  #written: Buffer[] = [];

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
    this.#written.push(Buffer.from(chunk));
    callback();
  }

  written(): Buffer {
    return Buffer.concat(this.#written);
  }

  collect(): Buffer {
    const bytes = this.written();
    this.#written = [];
    return bytes;
  }
}

/** How the last flight of a side ends; it depends on who comes last. */
const ends: Readonly<Record<'client' | 'server', (end: FlightEnd, secure: boolean) => boolean>> = {
  client: (end, secure) => end === 'client-hello' || end === 'finished' || secure,
  // The engine reports completion before its last flight is written, so only the records tell.
  server: (end, secure) => end === 'server-hello-done' || (end === 'finished' && secure),
};

/** OpenSSL, which works from one turn of the event loop to the next. */
export class OpensslEngine implements InnerEngine {
  readonly #socket: TLSSocket;
  readonly #stream = new FlightStream();
  readonly #ended: (end: FlightEnd, secure: boolean) => boolean;
  #failure: string | undefined;
  #finished: Finished | undefined;

  constructor(side: 'client' | 'server', open: (stream: Duplex) => TLSSocket) {
    this.#ended = ends[side];
    const socket = open(this.#stream);
    this.#socket = socket;
    socket.on('error', (error: NodeJS.ErrnoException) => this.#fail(error));
    // The moment the handshake is complete on this side, while keys can be exported.
    socket.once(side === 'client' ? 'secureConnect' : 'secure', () => {
      try {
        this.#finished = { keys: opensslKeys(socket), peerCertificate: socket.getPeerX509Certificate()?.raw };
      } catch (error) {
        this.#fail(error);
      }
    });
  }

  get finished(): Finished | undefined {
    return this.#finished;
  }

  async exchange(flight: Buffer): Promise<EngineStep> {
    if (flight.length > MAX_FLIGHT_BYTES) this.#fail(new Error(`the flight is larger than ${MAX_FLIGHT_BYTES} bytes`));
    if (flightEnd(flight) === 'alert' && !this.#finished) this.#fail(new Error('the peer sent a TLS alert'));
    if (this.#failure === undefined && flight.length > 0) this.#stream.push(flight);
    for (let i = 0; i < MAX_TURNS && this.#failure === undefined; i++) {
      await turn();
      const secure = this.#finished !== undefined;
      if (this.#failure === undefined && this.#ended(flightEnd(this.#stream.written()), secure)) {
        return { state: secure ? 'done' : 'flight', flight: this.#stream.collect() };
      }
    }
    this.#failure ??= 'the flight is not complete: the engine waits for more of it';
    this.destroy();
    return { state: 'failed', reason: this.#failure };
  }

  destroy(): void {
    this.#socket.destroy();
    this.#stream.destroy();
  }

  #fail(error: unknown): void {
    const { code, message } = error instanceof Error ? (error as NodeJS.ErrnoException) : { message: String(error) };
    this.#failure ??= code === undefined ? message : `${message} (${code})`;
  }
}
