import type { LyncOptions } from '../values.js';
import { cisco } from './cisco.js';
import { dhcputil } from './dhcputil.js';
import { dnsmasq } from './dnsmasq.js';
import { hex } from './hex.js';
import { infoblox } from './infoblox.js';
import { isc } from './isc.js';
import { kea } from './kea.js';
import { windows } from './windows.js';

/** Options 43 and 120 as lines in the language of a DHCP server. */
export type OptionFormat = (options: LyncOptions) => string[];

export const optionFormats: Readonly<Record<string, OptionFormat>> = {
  dhcputil,
  windows,
  cisco,
  isc,
  kea,
  dnsmasq,
  infoblox,
  hex,
};
