import type { Deployment } from '../../deployment/index.js';
import type { AddressPlug } from '../../phone/index.js';

/** Whether the phone must lease its address: where the scenario's DHCP server leases, and any address of 127/8 can be had. */
export function leases({ dhcp }: Deployment, platform: NodeJS.Platform = process.platform): boolean {
  return dhcp.mode === 'full' && platform === 'linux';
}

/** On Linux the loopback interface has every address of 127/8 already: there is nothing to configure. */
export const loopbackPlug: AddressPlug = { assume: async () => {}, drop: async () => {} };
