import { dhcpOption } from '../../../wire/dhcp/index.js';
import { numberOf } from '../address.js';
import type { Answering } from '../answering.js';
import { addressIn, type ClientRequest } from '../client.js';
import type { Binding } from '../leases.js';

/** The binding a RELEASE or DECLINE is about, if it is this server's and the client's own. */
export function ownBinding(
  request: ClientRequest,
  answering: Answering,
  address: string | undefined,
): Binding | { readonly silent: string } {
  const server = addressIn(request.message, dhcpOption.serverIdentifier);
  if (server !== undefined && server !== answering.serverAddress) return { silent: `it is meant for ${server}` };
  const binding = address === undefined ? undefined : answering.leases.at(numberOf(address));
  if (!binding || binding.client !== request.client) return { silent: `${address ?? 'no address'} is not its lease` };
  return binding;
}
