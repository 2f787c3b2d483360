import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

const NAMES = ['remoteAddress', 'remotePort', 'remoteFamily', 'localAddress', 'localPort'] as const;

type Addresses = { readonly [Name in (typeof NAMES)[number]]: Socket[Name] | undefined };

/** The addresses of a connection as they are now: a closed socket no longer tells them. */
export function addressesOf(stream: Duplex): Addresses {
  const { remoteAddress, remotePort, remoteFamily, localAddress, localPort } = stream as Duplex & Addresses;
  return { remoteAddress, remotePort, remoteFamily, localAddress, localPort };
}

/** Gives a TLS socket over a plain stream the addresses of the connection below it; without them it has none. */
export function setAddresses(tlsSocket: Duplex, addresses: Addresses): void {
  for (const name of NAMES) Object.defineProperty(tlsSocket, name, { value: addresses[name], configurable: true });
}
