import { certificateServiceUrl } from '../../../wire/option43/index.js';
import { type LyncOptions, upperHex } from '../values.js';

const names: Readonly<Record<number, string>> = {
  1: 'UC Identifier',
  2: 'URL Scheme',
  3: 'Web Server FQDN',
  4: 'Port',
  5: 'Relative Path for Cert Prov',
};

/** As DHCPUtil of Skype for Business Server 2015 prints it (field report); its length counts hex digits. */
export function dhcputil({ location, option120, option43, sipServer, subOptions }: LyncOptions): string[] {
  const hex = upperHex(option43);
  return [
    `SIP Server FQDN : ${sipServer}`,
    `Certificate Provisioning Service URL : ${certificateServiceUrl(location)}`,
    '',
    'Option 120:',
    upperHex(option120),
    '',
    `Vendor Class Identifier: ${location.identifier}`,
    `Option 43 (for vendor=${location.identifier}):`,
    `\tFull Option 43 value (Length: ${hex.length}) :`,
    `\t${hex}`,
    ...subOptions.map(({ code, data }) => `\tsub-option ${code} <${names[code]}>: ${upperHex(data)}`),
  ];
}
