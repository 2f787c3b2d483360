import { dhcpOption } from '../../../wire/dhcp/index.js';
import { numberOf, quadOf } from '../address.js';
import type { Answering, Outcome } from '../answering.js';
import { addressIn, type ClientRequest } from '../client.js';

/** DHCPDISCOVER (RFC 2131, section 4.3.1): an address of the client's scope is offered and kept for it for a while. */
export function discover(request: ClientRequest, answering: Answering): Outcome {
  const scope = answering.scopeFor(request);
  if (!scope) return { silent: `no scope has addresses for clients behind ${request.message.giaddr}` };
  const wish = addressIn(request.message, dhcpOption.requestedAddress);
  const { client, mac } = request;
  const offered = answering.leases.offer(
    scope,
    client,
    mac,
    wish === undefined ? undefined : numberOf(wish),
    (address) => answering.taken(address),
  );
  if (!offered) return { silent: `every address of ${scope.settings.network}/${scope.settings.prefix} is taken` };
  return { reply: answering.offer(request, scope, quadOf(offered.address)) };
}
