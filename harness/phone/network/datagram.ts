import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { HarnessError } from '../../foundation/errors/index.js';
import type { Endpoint } from './dial.js';

/** What came back for a datagram: what the caller made of it, or that nobody listens there. */
export type Heard<T> = { readonly kind: 'heard'; readonly value: T } | { readonly kind: 'nobody' };

/** A UDP socket on the phone's own address. */
export class Datagram {
  readonly #socket: Socket;
  readonly #to: Endpoint;
  readonly #connected: boolean;

  private constructor(socket: Socket, to: Endpoint, connected: boolean) {
    this.#socket = socket;
    this.#to = to;
    this.#connected = connected;
  }

  /**
   * `anybody`: datagrams of any sender are heard, as answers to a broadcast must be; otherwise only the addressee's.
   * @throws HarnessError PHONE_ADDRESS_UNUSABLE
   */
  static async open(own: Endpoint, to: Endpoint, hear: 'addressee' | 'anybody'): Promise<Datagram> {
    const socket = createSocket('udp4');
    try {
      await new Promise<void>((resolve, reject) => {
        socket.once('error', reject);
        socket.bind({ address: own.address, port: own.port, exclusive: true }, resolve);
      });
      if (hear === 'anybody') socket.setBroadcast(true);
      else await connected(socket, to);
    } catch (error) {
      socket.close();
      const detail = error instanceof Error ? error.message : String(error);
      throw new HarnessError('PHONE_ADDRESS_UNUSABLE', { address: `${own.address}:${own.port}`, detail });
    }
    // Errors of single datagrams mean what silence means, unless somebody is waiting for them below.
    socket.on('error', () => {});
    return new Datagram(socket, to, hear === 'addressee');
  }

  send(payload: Buffer): void {
    const sent = () => {};
    if (this.#connected) this.#socket.send(payload, sent);
    else this.#socket.send(payload, this.#to.port, this.#to.address, sent);
  }

  /** Sends what nothing answers; resolves when it has left. */
  sent(payload: Buffer): Promise<void> {
    return new Promise((resolve) => this.#socket.send(payload, this.#to.port, this.#to.address, () => resolve()));
  }

  /** The first datagram that `accept` makes something of; the others are ignored, as a resolver ignores strays. */
  receive<T>(accept: (bytes: Buffer, from: RemoteInfo) => T | undefined): Promise<Heard<T>> {
    return new Promise((resolve) => {
      const take = (bytes: Buffer, from: RemoteInfo) => {
        const value = accept(bytes, from);
        if (value === undefined) return;
        end();
        resolve({ kind: 'heard', value });
      };
      const refused = (error: Error) => {
        if (!('code' in error) || error.code !== 'ECONNREFUSED') return;
        end();
        resolve({ kind: 'nobody' });
      };
      const end = () => this.#socket.off('message', take).off('error', refused);
      this.#socket.on('message', take).on('error', refused);
    });
  }

  close(): void {
    this.#socket.close();
  }
}

function connected(socket: Socket, to: Endpoint): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.connect(to.port, to.address, (error?: Error) => (error ? reject(error) : resolve()));
  });
}
