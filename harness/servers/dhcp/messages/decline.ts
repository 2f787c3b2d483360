import { dhcpOption } from '../../../wire/dhcp/index.js';
import type { Answering } from '../answering.js';
import { addressIn, type ClientRequest } from '../client.js';
import { ownBinding } from './give-back.js';

/** DHCPDECLINE (RFC 2131, section 4.3.3): somebody else uses the address; it is kept from everybody for a while. Never answered. */
export function decline(
  request: ClientRequest,
  answering: Answering,
): { readonly address: number } | { readonly silent: string } {
  const binding = ownBinding(request, answering, addressIn(request.message, dhcpOption.requestedAddress));
  if ('silent' in binding) return binding;
  answering.leases.decline(binding);
  return { address: binding.address };
}
