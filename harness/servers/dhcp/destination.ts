import type { DhcpMessage } from '../../wire/dhcp/index.js';

/** An IPv4 address and UDP port. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

const NOWHERE = '0.0.0.0';
const EVERYWHERE = '255.255.255.255';
/** Of `flags` (RFC 2131, figure 2). */
const BROADCAST_BIT = 0x8000;
const SERVER_PORT = 67;
const CLIENT_PORT = 68;

/**
 * Where the answer to a DHCPINFORM goes: through the relay, else to the address the client says it has (RFC 2131, sections 4.1
 * and 4.3.5). A client that left ciaddr empty is answered where it sent from, or by broadcast when that is empty too.
 */
export function destinationOf(inform: DhcpMessage, from: Endpoint): Endpoint {
  if (inform.giaddr !== NOWHERE) return { address: inform.giaddr, port: SERVER_PORT };
  const address = clientAddress(inform, from);
  return { address: address === NOWHERE ? EVERYWHERE : address, port: CLIENT_PORT };
}

/**
 * Where an OFFER, ACK or NAK of a lease goes (RFC 2131, section 4.1): through the relay, to an address the client has already, else
 * by broadcast, for a client without an address cannot be reached by any other datagram of a common socket. A NAK is always broadcast.
 */
export function leaseDestination(request: DhcpMessage, type: 'offer' | 'ack' | 'nak'): Endpoint {
  if (request.giaddr !== NOWHERE) return { address: request.giaddr, port: SERVER_PORT };
  const address = type === 'nak' || request.ciaddr === NOWHERE ? EVERYWHERE : request.ciaddr;
  return { address, port: CLIENT_PORT };
}

/** How an answer travels, and whether that is another way than RFC 2131 section 4.1 has. */
export interface Delivery {
  readonly delivered: 'relay' | 'client' | 'broadcast';
  readonly insteadOfUnicast?: true;
}

/**
 * What became of the choice. A client that does not set the broadcast bit could take a datagram of its own at the address
 * it is offered; a common socket cannot send that, since nobody there answers ARP yet. Every client takes the broadcast too
 * (observed with three).
 */
export function deliveryOf(request: DhcpMessage, { address }: Endpoint, leased: string): Delivery {
  if (request.giaddr !== NOWHERE) return { delivered: 'relay' };
  if (address !== EVERYWHERE) return { delivered: 'client' };
  const couldBeAlone = leased !== NOWHERE && (request.flags & BROADCAST_BIT) === 0;
  return { delivered: 'broadcast', ...(couldBeAlone && { insteadOfUnicast: true }) };
}

/** The address of the client itself; `0.0.0.0` when nobody said. A relay's own address is never taken for the client's. */
export function clientAddress(inform: DhcpMessage, from: Endpoint): string {
  if (inform.ciaddr !== NOWHERE) return inform.ciaddr;
  return inform.giaddr === NOWHERE ? from.address : NOWHERE;
}
