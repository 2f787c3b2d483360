import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

const NAMES = ['remoteAddress', 'remotePort', 'remoteFamily', 'localAddress', 'localPort'] as const;

/** The addresses of a connection as they are now: a closed socket no longer tells them. */
export function addressesOf(stream: Duplex): Partial<Pick<Socket, (typeof NAMES)[number]>> {
  const socket = stream as Duplex & Partial<Pick<Socket, (typeof NAMES)[number]>>;
  return Object.fromEntries(NAMES.map((name) => [name, socket[name]]));
}

/** Gives a TLS socket over a plain stream the addresses of the connection below it; without them it has none. */
export function setAddresses(tlsSocket: Duplex, addresses: ReturnType<typeof addressesOf>): void {
  for (const name of NAMES) Object.defineProperty(tlsSocket, name, { value: addresses[name], configurable: true });
}
