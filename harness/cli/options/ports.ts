import { HarnessError } from '../../foundation/errors/index.js';
import { endpointNames, type PortPlan } from '../../lab/index.js';

const settable = new Set<string>([...endpointNames, 'control']);

/** `standard`, `any`, or `NAME=PORT,…` on top of the command's default. */
export function portPlan(given: string | undefined, fallback: 'standard' | 'any'): PortPlan {
  let mode = fallback;
  const set: Record<string, number> = {};
  for (const part of (given ?? '').split(',').filter((item) => item !== '')) {
    if (part === 'standard' || part === 'any') {
      mode = part;
      continue;
    }
    const [name = '', port = ''] = part.split('=');
    if (!settable.has(name)) {
      throw new HarnessError('USAGE', {
        detail: `--ports "${part}" is neither standard nor any nor NAME=PORT (names: ${[...settable].join(' ')})`,
      });
    }
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) {
      throw new HarnessError('USAGE', { detail: `--ports ${name}="${port}" is not a port number from 0 to 65535` });
    }
    set[name] = Number(port);
  }
  // One service on one port, by TCP and by UDP: whoever moves it means both.
  const { ldap } = set;
  if (ldap !== undefined && ldap !== 0) set.cldap ??= ldap;
  return { mode, set };
}
