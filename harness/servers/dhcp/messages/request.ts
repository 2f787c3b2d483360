import { dhcpOption } from '../../../wire/dhcp/index.js';
import { numberOf, quadOf } from '../address.js';
import type { Answering, Outcome } from '../answering.js';
import { addressIn, type ClientRequest } from '../client.js';
import type { Binding } from '../leases.js';
import type { Scope } from '../scopes.js';

/** In which of its states a client sends a DHCPREQUEST (RFC 2131, section 4.3.2). */
export type RequestState = 'selecting' | 'init-reboot' | 'renewing-or-rebinding';

export function requestState(request: ClientRequest): RequestState {
  if (request.message.ciaddr !== '0.0.0.0') return 'renewing-or-rebinding';
  return addressIn(request.message, dhcpOption.serverIdentifier) === undefined ? 'init-reboot' : 'selecting';
}

/**
 * DHCPREQUEST in its four states: the offer taken up, an address asked for again after a restart, a lease renewed or rebound. Renewing
 * and rebinding differ in whom they are sent to alone, and are answered alike.
 */
export function requestMessage(request: ClientRequest, answering: Answering): Outcome {
  const scope = answering.scopeFor(request);
  const state = requestState(request);
  if (state === 'selecting') return selecting(request, answering, scope);
  if (!scope) return refuse(request, answering, 'this address is of another network');
  const wanted =
    state === 'init-reboot' ? addressIn(request.message, dhcpOption.requestedAddress) : request.message.ciaddr;
  if (wanted === undefined) return { silent: 'DHCPREQUEST without an address (option 50 and ciaddr are absent)' };
  return keepOn(request, answering, scope, wanted);
}

function selecting(request: ClientRequest, answering: Answering, scope: Scope | undefined): Outcome {
  const chosen = addressIn(request.message, dhcpOption.serverIdentifier);
  const own = scope && answering.leases.of(scope, request.client);
  if (chosen !== answering.serverAddress) {
    if (own?.state === 'offered') answering.leases.release(own);
    return { silent: `the client took the offer of ${chosen}` };
  }
  const wanted = addressIn(request.message, dhcpOption.requestedAddress);
  if (wanted === undefined) return { silent: 'DHCPREQUEST of an offer without its address (option 50)' };
  if (!scope || own?.address !== numberOf(wanted)) return refuse(request, answering, `${wanted} was not offered`);
  return lease(request, answering, scope, own);
}

/** INIT-REBOOT, RENEWING and REBINDING. */
function keepOn(request: ClientRequest, answering: Answering, scope: Scope, wanted: string): Outcome {
  const { leases } = answering;
  const number = numberOf(wanted);
  if ((number & scope.mask) >>> 0 !== scope.network) {
    return refuse(request, answering, `${wanted} is of another network`);
  }
  const own = leases.of(scope, request.client);
  if (own?.address === number) return lease(request, answering, scope, own);
  if (own) return refuse(request, answering, `${wanted} is not the address of this client`);
  // Nobody here knows this client; a server that is not alone must leave it to the one that does (section 4.3.2).
  if (!answering.authoritative) return { silent: `${wanted} may be a lease of another server` };
  const adopted =
    request.message.ciaddr === '0.0.0.0'
      ? undefined
      : leases.adopt(scope, number, request.client, request.mac, answering.leaseSeconds * 1000);
  if (!adopted) return refuse(request, answering, `nothing is known of a lease of ${wanted}`);
  return { reply: answering.ack(request, scope, wanted) };
}

function lease(request: ClientRequest, answering: Answering, scope: Scope, own: Binding): Outcome {
  answering.leases.lease(own, answering.leaseSeconds * 1000);
  return { reply: answering.ack(request, scope, quadOf(own.address)) };
}

function refuse(request: ClientRequest, answering: Answering, reason: string): Outcome {
  return answering.authoritative ? { reply: answering.nak(request, reason) } : { silent: reason };
}
