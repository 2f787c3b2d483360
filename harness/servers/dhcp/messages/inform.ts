import { dhcpOption } from '../../../wire/dhcp/index.js';
import type { ClientRequest } from '../client.js';

const lyncOptions: readonly number[] = [dhcpOption.sipServers, dhcpOption.vendorSpecific];

/**
 * Whether the Registrar's own responder answers: DHCPINFORM of class MS-UC-Client that asks for a Lync option, nothing else
 * (Lync Server 2010, setting up DHCP for devices; the list of conditions beyond the class is inferred).
 */
export function registrarAnswers(request: ClientRequest): boolean {
  return request.isUcClient && (request.asked ?? []).some((code) => lyncOptions.includes(code));
}

/** What the Registrar's responder has of `has`: 120, and 43 where it is set so; sources disagree about that. */
export function registrarOption(code: number, option43: boolean): boolean {
  return code === dhcpOption.sipServers || (option43 && code === dhcpOption.vendorSpecific);
}
