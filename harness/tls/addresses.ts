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

const below = Symbol('the connection below');

interface Standing {
  [below]?: Addresses;
}

/** Makes a class of TLS sockets tell the addresses of the connection each `standsOn`. */
export function tellsOfBelow(tlsSocket: { readonly prototype: Duplex }): void {
  for (const name of NAMES) {
    Object.defineProperty(tlsSocket.prototype, name, {
      get(this: Standing) {
        return this[below]?.[name];
      },
      configurable: true,
    });
  }
}

/**
 * Whose addresses a TLS socket tells. A plain socket that is closed tells what it was asked for before: that is the
 * peer's address, which every listener asks for. The near end is asked for when somebody wants it, which for most nobody
 * does: it is a system call.
 */
export function standsOn(tlsSocket: Duplex, connection: Duplex | Addresses): void {
  const known = connection as Addresses;
  void known.remoteAddress;
  (tlsSocket as Duplex & Standing)[below] = known;
}
