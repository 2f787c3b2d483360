import { networkInterfaces } from 'node:os';
import type { DhcpScope } from '../deployment/index.js';
import { HarnessError } from '../foundation/errors/index.js';

/** What the operator said about phones on a real network. */
export interface LabPermission {
  /** MACs `00:04:f2:aa:bb:cc`, or OUIs `00:04:f2`; any separator, any case. */
  readonly allow: readonly string[];
  /** The segment is isolated: answer everybody. */
  readonly yesLab: boolean;
}

export function isLoopback(address: string): boolean {
  return /^127\./.test(address) || address === '::1';
}

/** Refuse to open a lab where its answers could reach machines nobody named. */
export function guardAddresses(addresses: Iterable<string>, permission: LabPermission): void {
  if (permission.yesLab || permission.allow.length > 0) return;
  for (const address of addresses) {
    if (!isLoopback(address)) throw new HarnessError('LAB_GUARD', { address });
  }
}

/**
 * Whether DHCP may answer this client. PCs with Lync send the same INFORM as phones, so a lab on loopback answers
 * loopback alone, and off loopback only named clients of its own subnet, unless the segment is known to be isolated.
 */
export function dhcpPermission(
  serverAddress: string,
  permission: LabPermission,
  scopes: readonly Pick<DhcpScope, 'network' | 'prefix'>[] = [],
): (mac: string, address: string) => boolean {
  if (permission.yesLab) return () => true;
  if (isLoopback(serverAddress)) return (_mac, address) => isLoopback(address);
  const allowed = permission.allow.map(digits);
  const inSubnets = [subnetOf(serverAddress), ...scopes.map(inScope)];
  return (mac, address) =>
    allowed.some((prefix) => digits(mac).startsWith(prefix)) && inSubnets.some((inSubnet) => inSubnet(address));
}

function digits(mac: string): string {
  return mac.replace(/[^0-9a-f]/gi, '').toLowerCase();
}

/** The subnet of the interface that holds the address; the address alone when no interface does. */
function subnetOf(serverAddress: string): (address: string) => boolean {
  const entry = Object.values(networkInterfaces())
    .flatMap((entries) => entries ?? [])
    .find((candidate) => candidate.address === serverAddress);
  const mask = entry ? number(entry.netmask) : 0xffffffff;
  const network = number(serverAddress) & mask;
  return (address) => (number(address) & mask) === network;
}

/** Relays of the lab's own scopes. */
function inScope({ network, prefix }: Pick<DhcpScope, 'network' | 'prefix'>): (address: string) => boolean {
  const mask = prefix === 0 ? 0 : 0xffffffff << (32 - prefix);
  return (address) => (number(address) & mask) === (number(network) & mask);
}

function number(address: string): number {
  return address.split('.').reduce((sum, part) => (sum << 8) | Number(part), 0);
}
