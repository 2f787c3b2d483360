import type { LyncOptions } from '../values.js';

const names = ['uc-identifier', 'url-scheme', 'web-server-fqdn', 'web-server-port', 'cert-prov-rel-path'] as const;

/** For Kea: members of `Dhcp4`. The port is a string: declared as a number it becomes two binary bytes. */
export function kea({ location, option120, subOptions }: LyncOptions): string[] {
  const members = {
    'option-data': [{ code: 120, space: 'dhcp4', 'csv-format': false, data: option120.toString('hex').toUpperCase() }],
    'client-classes': [
      {
        name: 'MSUCClient',
        test: `option[60].text == '${location.identifier}'`,
        'option-def': [{ name: 'vendor-encapsulated-options', code: 43, type: 'empty', encapsulate: 'msuc' }],
        'option-data': [
          { name: 'vendor-encapsulated-options' },
          ...subOptions.map(({ code, text }) => ({ name: names[code - 1], space: 'msuc', code, data: text })),
        ],
      },
    ],
    'option-def': subOptions.map(({ code }) => ({ name: names[code - 1], code, type: 'string', space: 'msuc' })),
  };
  return JSON.stringify(members, undefined, 2).split('\n');
}
