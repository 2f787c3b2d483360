import type { SipHeader } from '../../../wire/sip/index.js';
import type { Endpoint, FrontEndConnection } from './place.js';

/** One client's connection as the messages on it see it. */
export interface Link {
  readonly id: string;
  readonly device: string | undefined;
  readonly peer: Endpoint;
  readonly local: Endpoint;
  /** `ms-received-cid`: names the connection in Via and Contact, so that a request finds its way back (observed). */
  readonly cid: string;
  /** `Server` of every response here. */
  readonly server: SipHeader;
  /** The host between, where it is not this server the client connected to. */
  readonly through?: 'edge' | undefined;
}

/** `number` counts the connections of this Front End from 1; the multiples of 256 are as observed. */
export function linkOf(connection: FrontEndConnection, number: number, server: SipHeader): Link {
  return {
    id: connection.id,
    device: connection.device,
    peer: { address: plainAddress(connection.peer.address), port: connection.peer.port },
    local: connection.local,
    cid: (number * 0x100).toString(16).toUpperCase(),
    server,
    through: connection.through,
  };
}

/** Without the prefix of an IPv4 address on an IPv6 socket. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:/i, '');
}
