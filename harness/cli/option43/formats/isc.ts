import type { LyncOptions } from '../values.js';

const names = ['uc-identifier', 'url-scheme', 'web-server-fqdn', 'web-server-port', 'cert-prov-rel-path'] as const;

/** For ISC dhcpd, which answers INFORM only where it is authoritative. */
export function isc({ location, option120, subOptions }: LyncOptions): string[] {
  return [
    'authoritative;',
    'option space MSUCClient;',
    ...subOptions.map(({ code }) => `option MSUCClient.${names[code - 1]} code ${code} = text;`),
    'option uc-sip-server code 120 = string;',
    `option uc-sip-server ${[...option120].map((byte) => byte.toString(16).padStart(2, '0')).join(':')};`,
    'class "MSUCClient" {',
    `  match if option vendor-class-identifier = "${location.identifier}";`,
    '  vendor-option-space MSUCClient;',
    ...subOptions.map(({ code, text }) => `  option MSUCClient.${names[code - 1]} "${text}";`),
    '}',
  ];
}
