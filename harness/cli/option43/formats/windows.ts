import type { LyncOptions } from '../values.js';

const CLASS = 'MSUCClient';
const names = ['UCIdentifier', 'URLScheme', 'WebServerFqdn', 'WebServerPort', 'CertProvRelPath'] as const;

/** For a Windows DHCP server: what DHCPConfigScript.bat does, in PowerShell. Every value is binary, none is a string. */
export function windows({ location, option120, subOptions }: LyncOptions): string[] {
  return [
    `Add-DhcpServerv4Class -Name ${CLASS} -Type Vendor -Data "${location.identifier}" -Description "UC Vendor Class Id"`,
    ...subOptions.map(
      ({ code }) =>
        `Add-DhcpServerv4OptionDefinition -OptionId ${code} -Name ${names[code - 1]} -Type BinaryData -VendorClass ${CLASS}`,
    ),
    'Add-DhcpServerv4OptionDefinition -OptionId 120 -Name UCSipServer -Type BinaryData -Description "Sip Server Fqdn"',
    ...subOptions.map(
      ({ code, data }) => `Set-DhcpServerv4OptionValue -OptionId ${code} -VendorClass ${CLASS} -Value ${bytes(data)}`,
    ),
    `Set-DhcpServerv4OptionValue -OptionId 120 -Value ${bytes(option120)}`,
  ];
}

function bytes(data: Buffer): string {
  return [...data].map((byte) => `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(',');
}
