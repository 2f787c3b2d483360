import {
  certificateProvisioningPath,
  type Deployment,
  defaultLeaseTimes,
  host,
  type LeaseTimes,
  phonesAreOutside,
  toldRegistrar,
} from '../../deployment/index.js';
import { addressData, type DhcpOption, dhcpOption, encodeDomainNames } from '../../wire/dhcp/index.js';
import { encodeOption43, encodeVoiceVlan } from '../../wire/option43/index.js';
import { encodeOption120 } from '../../wire/option120/index.js';
import { isUcClient } from './classes.js';

/** What of the scope the deployment does not say. */
export interface ScopeAddresses {
  readonly subnetMask?: string | undefined;
  readonly router?: string | undefined;
}

/** Which option 43 a client is to have. */
export type VendorSpecific = 'location' | 'voice-vlan' | 'none';

/**
 * The options this DHCP server has for a client of `vendorClass`, in the order of its replies: 120 and 43 last, so that a
 * cut packet loses them first. Option 120 is a standard option and goes to any class, 43 belongs to MS-UC-Client alone, as
 * DHCPConfigScript.bat sets them up on a Windows server, unless the server knows no classes.
 */
export function optionsFor(
  deployment: Deployment,
  scope: ScopeAddresses,
  vendorClass: string | undefined,
  vendorSpecific: VendorSpecific = isUcClient(vendorClass) || deployment.dhcp.classless ? 'location' : 'none',
): DhcpOption[] {
  const { dhcp } = deployment;
  // DNS and time are served by the domain controller's address, as the deployment's own DNS publishes it.
  const dc = host(deployment, 'dc').address;
  const options: DhcpOption[] = [];
  if (scope.subnetMask !== undefined) options.push(addressOption(dhcpOption.subnetMask, scope.subnetMask));
  if (dhcp.timeOffset !== undefined) options.push({ code: dhcpOption.timeOffset, data: signed32(dhcp.timeOffset) });
  if (scope.router !== undefined) options.push(addressOption(dhcpOption.router, scope.router));
  if (dhcp.timeServer) options.push(addressOption(dhcpOption.timeServer, dc));
  options.push(addressOption(dhcpOption.dnsServers, dc));
  options.push({ code: dhcpOption.domainName, data: Buffer.from(deployment.dhcpDomain, 'ascii') });
  options.push(addressOption(dhcpOption.ntpServers, dc));
  for (const [code, text] of Object.entries(dhcp.provisioning ?? {})) {
    options.push({ code: Number(code), data: Buffer.from(text, 'latin1') });
  }
  if (dhcp.searchList) options.push({ code: dhcpOption.domainSearch, data: encodeDomainNames(dhcp.searchList) });
  if (dhcp.option120 && (dhcp.registrar !== undefined || !phonesAreOutside(deployment))) {
    const registrar = dhcp.registrar ?? toldRegistrar(deployment).fqdn;
    options.push({ code: dhcpOption.sipServers, data: encodeOption120([registrar]) });
  }
  if (vendorSpecific === 'location' && dhcp.option43) options.push(locationOption(deployment));
  if (vendorSpecific === 'voice-vlan' && dhcp.voiceVlan) {
    options.push({ code: dhcpOption.vendorSpecific, data: encodeVoiceVlan(dhcp.voiceVlan.id, dhcp.voiceVlan.form) });
  }
  return options;
}

/** Options 51, 58 and 59. */
export function leaseOptions(times: LeaseTimes = defaultLeaseTimes): DhcpOption[] {
  const { seconds } = times;
  const renewal = times.renewal ?? Math.floor(seconds / 2);
  const rebinding = times.rebinding ?? Math.floor(seconds * 0.875);
  return [
    { code: dhcpOption.leaseTime, data: unsigned32(seconds) },
    { code: dhcpOption.renewal, data: unsigned32(renewal) },
    { code: dhcpOption.rebinding, data: unsigned32(rebinding) },
  ];
}

function locationOption(deployment: Deployment): DhcpOption {
  const data = encodeOption43({
    urlScheme: 'https',
    webServer: deployment.dhcp.webServer ?? host(deployment, 'web').fqdn,
    port: '443',
    path: certificateProvisioningPath,
  });
  return { code: dhcpOption.vendorSpecific, data };
}

function addressOption(code: number, address: string): DhcpOption {
  return { code, data: addressData([address]) };
}

function signed32(value: number): Buffer {
  const data = Buffer.alloc(4);
  data.writeInt32BE(value);
  return data;
}

function unsigned32(value: number): Buffer {
  const data = Buffer.alloc(4);
  data.writeUInt32BE(value);
  return data;
}
