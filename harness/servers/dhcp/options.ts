import {
  certificateProvisioningPath,
  type Deployment,
  host,
  phonesAreOutside,
  toldRegistrar,
} from '../../deployment/index.js';
import { addressData, type DhcpOption, dhcpOption } from '../../wire/dhcp/index.js';
import { encodeOption43, ucVendorClass } from '../../wire/option43/index.js';
import { encodeOption120 } from '../../wire/option120/index.js';

/** What of the scope the deployment does not say. */
export interface ScopeAddresses {
  readonly subnetMask?: string;
  readonly router?: string;
}

/**
 * The options this DHCP server has for a client of `vendorClass`, in the order of its replies: 120 and 43 last, so that a
 * cut packet loses them first. Option 120 is a standard option and goes to any class, 43 belongs to MS-UC-Client alone, as
 * DHCPConfigScript.bat sets them up on a Windows server. A class is compared without regard to case (sources spell it both ways).
 */
export function optionsFor(
  deployment: Deployment,
  scope: ScopeAddresses,
  vendorClass: string | undefined,
): DhcpOption[] {
  // DNS and time are served by the domain controller's address, as the deployment's own DNS publishes it.
  const dc = host(deployment, 'dc').address;
  const options: DhcpOption[] = [];
  if (scope.subnetMask !== undefined) options.push(addressOption(dhcpOption.subnetMask, scope.subnetMask));
  if (scope.router !== undefined) options.push(addressOption(dhcpOption.router, scope.router));
  options.push(addressOption(dhcpOption.dnsServers, dc));
  options.push({ code: dhcpOption.domainName, data: Buffer.from(deployment.dhcpDomain, 'ascii') });
  options.push(addressOption(dhcpOption.ntpServers, dc));
  if (deployment.dhcp.option120 && !phonesAreOutside(deployment)) {
    options.push({ code: dhcpOption.sipServers, data: encodeOption120([toldRegistrar(deployment).fqdn]) });
  }
  if (deployment.dhcp.option43 && isUcClient(vendorClass)) {
    options.push({
      code: dhcpOption.vendorSpecific,
      data: encodeOption43({
        urlScheme: 'https',
        webServer: host(deployment, 'web').fqdn,
        port: '443',
        path: certificateProvisioningPath,
      }),
    });
  }
  return options;
}

function isUcClient(vendorClass: string | undefined): boolean {
  return vendorClass?.toLowerCase() === ucVendorClass.toLowerCase();
}

function addressOption(code: number, address: string): DhcpOption {
  return { code, data: addressData([address]) };
}
