import { furtherHosts, standardHosts } from '../deployment/index.js';

/** Addresses of one lab: hosts by name, phones by number. */
export interface LabAddresses {
  host(name: string): string;
  /** Address of the n-th phone, from 0. */
  phone(index: number): string;
}

let nextNetwork = 0;

/**
 * A loopback network of its own for every lab: on Linux all of 127/8 is local, so each host and phone gets an address.
 * Elsewhere only 127.0.0.1 is, and one phone a harness is all there can be.
 */
export function loopbackAddresses(platform: NodeJS.Platform = process.platform): LabAddresses {
  if (platform !== 'linux') return { host: () => '127.0.0.1', phone: () => '127.0.0.1' };
  const network = nextNetwork++;
  const prefix = `127.${64 + (Math.floor(network / 256) % 128)}.${network % 256}`;
  const hosts: readonly string[] = [...standardHosts, ...furtherHosts];
  return {
    host: (name) => `${prefix}.${10 + hosts.indexOf(name)}`,
    phone: (index) => `${prefix}.${101 + (index % 150)}`,
  };
}
