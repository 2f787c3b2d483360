import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { HarnessError } from '../../foundation/errors/index.js';
import type { Endpoint } from './dial.js';

/** What came back for a datagram: what the caller made of it, or that nobody listens there. */
export type Heard<T> = { readonly kind: 'heard'; readonly value: T } | { readonly kind: 'nobody' };

const EVERY_ADDRESS = '0.0.0.0';

/** A UDP socket on the phone's own address. */
export class Datagram {
  readonly #socket: Socket;
  /** Hears what was broadcast, which a socket of one address does not. */
  readonly #broadcasts: Socket | undefined;
  readonly #to: Endpoint;
  readonly #connected: boolean;

  private constructor(socket: Socket, to: Endpoint, connected: boolean, broadcasts?: Socket) {
    this.#socket = socket;
    this.#broadcasts = broadcasts;
    this.#to = to;
    this.#connected = connected;
  }

  /**
   * `anybody`: datagrams of any sender are heard, as answers to a broadcast must be; otherwise only the addressee's.
   * @throws HarnessError PHONE_ADDRESS_UNUSABLE
   */
  static async open(own: Endpoint, to: Endpoint, hear: 'addressee' | 'anybody'): Promise<Datagram> {
    // Off a NAT answers may be broadcast to the port, so a second socket shares it.
    const shares = hear === 'anybody' && own.port !== 0 && own.address !== EVERY_ADDRESS;
    const socket = createSocket({ type: 'udp4', reuseAddr: shares });
    const broadcasts = shares ? createSocket({ type: 'udp4', reuseAddr: true }) : undefined;
    try {
      await bound(socket, own);
      if (broadcasts) await bound(broadcasts, { address: EVERY_ADDRESS, port: own.port });
      if (hear === 'anybody') socket.setBroadcast(true);
      else await connected(socket, to);
    } catch (error) {
      socket.close();
      broadcasts?.close();
      const detail = error instanceof Error ? error.message : String(error);
      throw new HarnessError('PHONE_ADDRESS_UNUSABLE', { address: `${own.address}:${own.port}`, detail });
    }
    // Errors of single datagrams mean what silence means, unless somebody is waiting for them below.
    socket.on('error', () => {});
    broadcasts?.on('error', () => {});
    return new Datagram(socket, to, hear === 'addressee', broadcasts);
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
      const end = () => {
        this.#socket.off('message', take).off('error', refused);
        this.#broadcasts?.off('message', take);
      };
      this.#socket.on('message', take).on('error', refused);
      this.#broadcasts?.on('message', take);
    });
  }

  close(): void {
    this.#socket.close();
    this.#broadcasts?.close();
  }
}

function bound(socket: Socket, own: Endpoint): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind({ address: own.address, port: own.port, exclusive: true }, () => {
      socket.off('error', reject);
      resolve();
    });
  });
}

function connected(socket: Socket, to: Endpoint): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.connect(to.port, to.address, (error?: Error) => (error ? reject(error) : resolve()));
  });
}
