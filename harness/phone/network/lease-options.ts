import { dhcpOption } from '../../wire/dhcp/index.js';
import type { PhoneModel } from '../models/index.js';

/** What this model asks of DHCP beside an address, in the order asked: Windows CE's (inferred), then what it uses besides. */
export function leaseOptions({ asksSearchList, timeSources }: PhoneModel): readonly number[] {
  return [
    dhcpOption.subnetMask,
    dhcpOption.router,
    ...(timeSources.includes('option-4') ? [dhcpOption.timeServer] : []),
    dhcpOption.dnsServers,
    dhcpOption.domainName,
    dhcpOption.ntpServers,
    ...(asksSearchList ? [dhcpOption.domainSearch] : []),
  ];
}
