import type { LyncOptions } from '../values.js';

/** For dnsmasq, which builds option 43 of a vendor's options by itself. */
export function dnsmasq({ location, sipServer, subOptions }: LyncOptions): string[] {
  return [
    ...subOptions.map(({ code, text }) => `dhcp-option=vendor:${location.identifier},${code},"${text}"`),
    `dhcp-option=option:sip-server,${sipServer}`,
  ];
}
