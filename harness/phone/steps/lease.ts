import { HarnessError } from '../../foundation/errors/index.js';
import { type DhcpMessage, decodeDomainNames, dhcpOption, option } from '../../wire/dhcp/index.js';
import type { Step, StepContext } from '../context.js';
import type { LeaseDetails } from '../lease-details.js';
import { addressesOf } from '../network/dhcp-client.js';
import { inform } from '../network/inform.js';
import { leaseOptions } from '../network/lease-options.js';
import { leaseTimes, type Obtained, obtainLease } from '../network/obtain-lease.js';

/**
 * The address phase. Where the phone has its address already, a DHCPINFORM stands in for DISCOVER, OFFER, REQUEST and ACK; where it
 * has none, it leases one, after the voice VLAN. LLDP is left out.
 */
export const lease: Step = {
  name: 'lease',
  essential: true,
  async run(context) {
    context.screen.show('acquiringAddress');
    const held = context.plug.leases ? await obtainLease(context) : await ask(context);
    if (held === undefined) throw new HarnessError('PHONE_NO_LEASE');
    const details = leaseDetails(held.ack, context.plug.leases ? context.clock.elapsed() : undefined);
    context.memory.lease = details;
    context.screen.show('off');
    return `${held.told}DNS ${details.dnsServers.join(', ') || 'none'}, domain ${details.domain ?? 'none'}`;
  },
};

async function ask(context: StepContext): Promise<Obtained | undefined> {
  const ack = await inform(context, leaseOptions(context.model), () => true);
  return ack && { ack, told: '' };
}

function leaseDetails(answer: DhcpMessage, leasedAt: number | undefined): LeaseDetails {
  const [server] = addressesOf(answer, dhcpOption.serverIdentifier);
  const [subnetMask] = addressesOf(answer, dhcpOption.subnetMask);
  const domain = domainName(option(answer, dhcpOption.domainName));
  const searchList = suffixes(option(answer, dhcpOption.domainSearch));
  const times = leasedAt === undefined ? undefined : leaseTimes(answer, leasedAt);
  return {
    server: server ?? answer.siaddr,
    ...(subnetMask && { subnetMask }),
    routers: addressesOf(answer, dhcpOption.router),
    dnsServers: addressesOf(answer, dhcpOption.dnsServers),
    ...(domain && { domain }),
    ntpServers: addressesOf(answer, dhcpOption.ntpServers),
    timeServers: addressesOf(answer, dhcpOption.timeServer),
    ...(searchList.length > 0 && { searchList }),
    ...(times && { times }),
  };
}

/** A list nobody can read is none. */
function suffixes(data: Buffer | undefined): readonly string[] {
  try {
    return data === undefined ? [] : decodeDomainNames(data);
  } catch (error) {
    if (error instanceof HarnessError) return [];
    throw error;
  }
}

/** Servers disagree on whether the text ends with a NUL. */
function domainName(data: Buffer | undefined): string | undefined {
  const text = data?.toString('latin1').replace(/[\0.]+$/, '');
  return text !== undefined && /^[\w-]+(\.[\w-]+)*$/.test(text) ? text : undefined;
}
