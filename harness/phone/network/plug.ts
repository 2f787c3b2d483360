import type { RemoteInfo } from 'node:dgram';
import { createConnection, type Socket } from 'node:net';
import { timedOut } from '../../foundation/clock/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import type { PhoneNetwork } from '../options.js';
import type { WaitingClock } from '../waiting.js';
import type { InterfaceAddress } from './address-plug.js';
import { Datagram } from './datagram.js';
import { dialled, type Endpoint } from './dial.js';

/** How long a connection attempt may take: three SYNs as Windows sends them (inferred). */
export const CONNECT_TIMEOUT_MS = 21_000;

/** One question over UDP: what to send when, and what counts as its answer. */
export interface Question<T> {
  /** The standard endpoint. */
  readonly to: Endpoint;
  readonly payload: Buffer;
  /** How long to wait after each transmission, milliseconds. */
  readonly waits: readonly number[];
  accept(bytes: Buffer, from: RemoteInfo): T | undefined;
}

/** The phone's end of the cable: every datagram and connection leaves from its own address, by the dial table. */
export class NetworkPlug {
  readonly #network: PhoneNetwork;
  #address: string;
  readonly #clock: WaitingClock;
  readonly #open = new Set<{ destroy(): unknown }>();

  constructor(network: PhoneNetwork, clock: WaitingClock) {
    this.#network = network;
    this.#address = network.address;
    this.#clock = clock;
  }

  get address(): string {
    return this.#address;
  }

  /** The phone has no address here until it leases one. */
  get leases(): boolean {
    return this.#network.lease !== undefined;
  }

  /** The phone's address from now on. */
  async assume(address: InterfaceAddress): Promise<void> {
    await this.#network.lease?.assume(address);
    this.#address = address.address;
  }

  /** As before anything was leased. */
  async drop(): Promise<void> {
    await this.#network.lease?.drop();
    this.#address = this.#network.address;
  }

  /** Whether somebody else has this address. */
  async inUse(address: string): Promise<boolean> {
    return (await this.#network.lease?.inUse?.(address)) ?? false;
  }

  /** A broadcast or other question anybody may answer, from the DHCP client port. */
  async broadcast(to: Endpoint): Promise<Datagram> {
    const own = { address: this.address, port: this.#network.dhcp.port };
    return await Datagram.open(own, dialled(this.#network.dial, 'udp', to), 'anybody');
  }

  /**
   * The addressee's answer, or `undefined` when none came after the last wait or nobody listens there.
   * @throws HarnessError PHONE_ADDRESS_UNUSABLE
   */
  async ask<T>(question: Question<T>): Promise<T | undefined> {
    const to = dialled(this.#network.dial, 'udp', question.to);
    const datagram = await Datagram.open({ address: this.address, port: 0 }, to, 'addressee');
    try {
      const answer = datagram.receive(question.accept);
      for (const wait of question.waits) {
        datagram.send(question.payload);
        const heard = await this.#clock.within(wait, answer);
        if (heard !== timedOut) return heard.kind === 'heard' ? heard.value : undefined;
      }
      return undefined;
    } finally {
      datagram.close();
    }
  }

  /**
   * A TCP connection to a standard endpoint.
   * @throws HarnessError PHONE_CONNECT_FAILED
   */
  async connect(standard: Endpoint): Promise<Socket> {
    const { address, port } = dialled(this.#network.dial, 'tcp', standard);
    const endpoint = `${standard.address}:${standard.port}`;
    const socket = createConnection({ host: address, port, localAddress: this.address, noDelay: true });
    // A socket that fails later is noticed by whoever reads it; without a listener it would end the process.
    socket.on('error', () => {});
    this.#keep(socket);
    const opened = new Promise<'open' | Error>((resolve) => {
      socket.once('connect', () => resolve('open')).once('error', resolve);
    });
    let outcome: 'open' | Error | typeof timedOut;
    try {
      outcome = await this.#clock.within(CONNECT_TIMEOUT_MS, opened);
    } catch (error) {
      socket.destroy();
      throw error;
    }
    if (outcome === 'open') return socket;
    socket.destroy();
    const detail = outcome === timedOut ? `no answer within ${CONNECT_TIMEOUT_MS / 1000} s` : outcome.message;
    throw new HarnessError('PHONE_CONNECT_FAILED', { endpoint, detail });
  }

  /**
   * A TCP connection to the first of these addresses that takes it.
   * @throws HarnessError PHONE_CONNECT_FAILED, of the last
   */
  async connectToAny(addresses: readonly string[], port: number): Promise<Socket> {
    let failure: unknown = new HarnessError('PHONE_CONNECT_FAILED', { endpoint: `:${port}`, detail: 'no address' });
    for (const address of addresses) {
      try {
        return await this.connect({ address, port });
      } catch (error) {
        if (!(error instanceof HarnessError) || error.code !== 'PHONE_CONNECT_FAILED') throw error;
        failure = error;
      }
    }
    throw failure;
  }

  /** Pull the cable: nothing stays open. */
  close(): void {
    for (const socket of this.#open) socket.destroy();
    this.#open.clear();
  }

  #keep(socket: Socket): void {
    this.#open.add(socket);
    socket.once('close', () => this.#open.delete(socket));
  }
}
