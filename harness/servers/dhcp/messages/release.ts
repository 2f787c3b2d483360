import type { Answering } from '../answering.js';
import type { ClientRequest } from '../client.js';
import { ownBinding } from './give-back.js';

/** DHCPRELEASE (RFC 2131, section 4.3.4): never answered. Gives the address given back, or why nothing came of it. */
export function release(
  request: ClientRequest,
  answering: Answering,
): { readonly address: number } | { readonly silent: string } {
  const binding = ownBinding(request, answering, request.message.ciaddr);
  if ('silent' in binding) return binding;
  answering.leases.release(binding);
  return { address: binding.address };
}
