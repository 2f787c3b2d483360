import { threadId } from 'node:worker_threads';
import { furtherHosts, standardHosts } from '../deployment/index.js';

/** Addresses of one lab: hosts by name, phones by number. */
export interface LabAddresses {
  host(name: string): string;
  /** Address of the n-th phone, from 0. */
  phone(index: number): string;
}

/** Networks of one thread; 127.64.0 to 127.191.255 are shared by all. */
const NETWORKS_A_THREAD = 4096;

let nextNetwork = 0;

/**
 * A loopback network of its own for every lab: on Linux all of 127/8 is local, so each host and phone gets an address.
 * Elsewhere only 127.0.0.1 is, and one phone a harness is all there can be.
 */
export function loopbackAddresses(platform: NodeJS.Platform = process.platform): LabAddresses {
  if (platform !== 'linux') return { host: () => '127.0.0.1', phone: () => '127.0.0.1' };
  const network = threadId * NETWORKS_A_THREAD + (nextNetwork++ % NETWORKS_A_THREAD);
  const prefix = `127.${64 + (Math.floor(network / 256) % 128)}.${network % 256}`;
  const hosts: readonly string[] = [...standardHosts, ...furtherHosts];
  return {
    host: (name) => `${prefix}.${10 + hosts.indexOf(name)}`,
    phone: (index) => `${prefix}.${101 + (index % 150)}`,
  };
}
