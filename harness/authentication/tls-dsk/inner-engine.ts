import { Duplex } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import type { TLSSocket } from 'node:tls';
import { type FlightEnd, flightEnd } from './flight-end.js';

/** A flight with a long certificate chain is below 16 KiB; SIP headers bound it anyway. */
export const MAX_FLIGHT_BYTES = 64 * 1024;

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

export type EngineStep =
  | { readonly state: 'flight' | 'done'; readonly flight: Buffer }
  | { readonly state: 'failed'; readonly reason: string };

/** A TLS engine between SIP messages: one flight in, one flight out, never waiting for anything but itself. */
export class InnerEngine {
  readonly socket: TLSSocket;
  readonly #stream = new FlightStream();
  #failure: string | undefined;
  #secure = false;

  /** `atSecure` runs the moment the handshake is complete on this side, while keys can be exported. */
  constructor(
    open: (stream: Duplex) => TLSSocket,
    event: 'secure' | 'secureConnect',
    atSecure: (socket: TLSSocket) => void,
  ) {
    this.socket = open(this.#stream);
    this.socket.on('error', (error: NodeJS.ErrnoException) => this.#fail(error));
    this.socket.once(event, () => {
      try {
        atSecure(this.socket);
        this.#secure = true;
      } catch (error) {
        this.#fail(error);
      }
    });
  }

  /** True once this side has seen the peer's Finished. */
  get secure(): boolean {
    return this.#secure;
  }

  /**
   * Feeds the peer's flight and waits until `ended` holds for what the engine wrote in answer. Fails, rather than waits,
   * when the engine wants more input than the flight had.
   */
  async exchange(flight: Buffer, ended: (end: FlightEnd) => boolean): Promise<EngineStep> {
    if (flight.length > MAX_FLIGHT_BYTES) this.#fail(new Error(`the flight is larger than ${MAX_FLIGHT_BYTES} bytes`));
    if (flightEnd(flight) === 'alert' && !this.#secure) this.#fail(new Error('the peer sent a TLS alert'));
    if (this.#failure === undefined && flight.length > 0) this.#stream.push(flight);
    for (let i = 0; i < MAX_TURNS && this.#failure === undefined; i++) {
      await turn();
      if (this.#failure === undefined && ended(flightEnd(this.#stream.written()))) {
        return { state: this.#secure ? 'done' : 'flight', flight: this.#stream.collect() };
      }
    }
    this.#failure ??= 'the flight is not complete: the engine waits for more of it';
    this.destroy();
    return { state: 'failed', reason: this.#failure };
  }

  destroy(): void {
    this.socket.destroy();
    this.#stream.destroy();
  }

  #fail(error: unknown): void {
    const { code, message } = error instanceof Error ? (error as NodeJS.ErrnoException) : { message: String(error) };
    this.#failure ??= code === undefined ? message : `${message} (${code})`;
  }
}
