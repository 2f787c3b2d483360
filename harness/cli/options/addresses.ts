import { isIPv4 } from 'node:net';
import { furtherHosts, standardHosts } from '../../deployment/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import type { LabAddresses } from '../../scenario/addresses.js';

const hosts: readonly string[] = [...standardHosts, ...furtherHosts];

/** `--address IP` for every host, `--address web=IP` for one; the rest as the fallback gives them. */
export function addressesFrom(given: readonly string[], fallback: LabAddresses): LabAddresses {
  const named = new Map<string, string>();
  let all: string | undefined;
  for (const item of given) {
    const [name, address] = item.includes('=') ? item.split('=') : [undefined, item];
    if (address === undefined || !isIPv4(address)) {
      throw new HarnessError('USAGE', { detail: `--address "${item}" holds no IPv4 address` });
    }
    if (name === undefined) all = address;
    else if (hosts.includes(name)) named.set(name, address);
    else {
      throw new HarnessError('USAGE', {
        detail: `--address names no host of the deployment with "${name}" (hosts: ${hosts.join(' ')})`,
      });
    }
  }
  return {
    host: (name) => named.get(name) ?? all ?? fallback.host(name),
    phone: (index) => fallback.phone(index),
  };
}
