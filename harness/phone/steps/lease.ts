import { HarnessError } from '../../foundation/errors/index.js';
import { addresses, type DhcpMessage, dhcpOption, option } from '../../wire/dhcp/index.js';
import type { Step } from '../context.js';
import type { LeaseDetails } from '../lease-details.js';
import { inform } from '../network/inform.js';

/** What a lease brings beside the address, in the order asked. */
export const LEASE_OPTIONS = [
  dhcpOption.subnetMask,
  dhcpOption.router,
  dhcpOption.dnsServers,
  dhcpOption.domainName,
  dhcpOption.ntpServers,
] as const;

/**
 * The address phase. The emulated phone has its address already, so a DHCPINFORM stands in for
 * DISCOVER, OFFER, REQUEST and ACK; a real phone's class there would be CPE-OCPHONE. LLDP and VLAN are left out.
 */
export const lease: Step = {
  name: 'lease',
  essential: true,
  async run(context) {
    context.screen.show('acquiringAddress');
    const answer = await inform(context, LEASE_OPTIONS, () => true);
    if (answer === undefined) throw new HarnessError('PHONE_NO_LEASE');
    const details = leaseDetails(answer);
    context.memory.lease = details;
    context.screen.show('off');
    return `DNS ${details.dnsServers.join(', ') || 'none'}, domain ${details.domain ?? 'none'}`;
  },
};

function leaseDetails(answer: DhcpMessage): LeaseDetails {
  const [server] = readAddresses(answer, dhcpOption.serverIdentifier);
  const [subnetMask] = readAddresses(answer, dhcpOption.subnetMask);
  const domain = domainName(option(answer, dhcpOption.domainName));
  return {
    server: server ?? answer.siaddr,
    ...(subnetMask && { subnetMask }),
    routers: readAddresses(answer, dhcpOption.router),
    dnsServers: readAddresses(answer, dhcpOption.dnsServers),
    ...(domain && { domain }),
    ntpServers: readAddresses(answer, dhcpOption.ntpServers),
  };
}

/** An option that cannot be read is as good as absent. */
function readAddresses(answer: DhcpMessage, code: number): string[] {
  const data = option(answer, code);
  return data === undefined || data.length % 4 !== 0 ? [] : addresses(data);
}

/** Servers disagree on whether the text ends with a NUL. */
function domainName(data: Buffer | undefined): string | undefined {
  const text = data?.toString('latin1').replace(/[\0.]+$/, '');
  return text !== undefined && /^[\w-]+(\.[\w-]+)*$/.test(text) ? text : undefined;
}
