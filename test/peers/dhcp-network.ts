import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { ExecutionContext } from 'ava';

/** One host of the network. */
export interface DhcpHost {
  readonly prefix: readonly string[];
  /** Its interface towards the DHCP server. */
  readonly device: string;
  /** Run a command to its end and give its output; a failure is an error with what it wrote. */
  exec(command: string, ...args: readonly string[]): string;
}

/**
 * A lab 10.77.0.1/24 with a client on its own segment, and behind a relay (10.78.0.1/24) a second client. Neither client has an
 * address. Everything is deleted when the test ends.
 */
export interface DhcpNetwork {
  readonly lab: DhcpHost;
  readonly near: DhcpHost;
  readonly relay: DhcpHost & { readonly down: string };
  readonly far: DhcpHost;
}

export const labAddress = '10.77.0.1';

export function dhcpNetwork(t: ExecutionContext): DhcpNetwork {
  const id = randomBytes(3).toString('hex');
  const host = (name: string, device: string): DhcpHost => {
    const namespace = `ml-${name}-${id}`;
    ip('netns', 'add', namespace);
    t.teardown(() => spawnSync('ip', ['netns', 'del', namespace]));
    ip('-n', namespace, 'link', 'set', 'lo', 'up');
    const prefix = ['ip', 'netns', 'exec', namespace];
    const exec = (command: string, ...args: readonly string[]) =>
      execFileSync('ip', ['netns', 'exec', namespace, command, ...args], { encoding: 'utf8', stdio: 'pipe' });
    return { prefix, device, exec };
  };
  const lab = host('lab', 'near');
  const near = host('near', 'eth0');
  const relay = { ...host('relay', 'to-lab'), down: 'to-far' };
  const far = host('far', 'eth0');
  join(lab, 'near', near, 'eth0');
  join(lab, 'relayed', relay, 'to-lab');
  join(relay, 'to-far', far, 'eth0');
  lab.exec('ip', 'addr', 'add', `${labAddress}/24`, 'broadcast', '+', 'dev', 'near');
  lab.exec('ip', 'addr', 'add', '10.77.9.1/24', 'dev', 'relayed');
  lab.exec('ip', 'route', 'add', '10.78.0.0/24', 'via', '10.77.9.2');
  relay.exec('ip', 'addr', 'add', '10.77.9.2/24', 'dev', 'to-lab');
  relay.exec('ip', 'addr', 'add', '10.78.0.1/24', 'broadcast', '+', 'dev', 'to-far');
  relay.exec('ip', 'route', 'add', '10.77.0.0/24', 'via', '10.77.9.1');
  relay.exec('sysctl', '-qw', 'net.ipv4.ip_forward=1');
  return { lab, near, relay, far };
}

function join(one: DhcpHost, oneEnd: string, other: DhcpHost, otherEnd: string): void {
  const namespaces = [one, other].map(({ prefix }) => prefix.at(-1) ?? '');
  ip(
    ...['link', 'add', oneEnd, 'netns', namespaces[0] ?? '', 'type', 'veth'],
    ...['peer', 'name', otherEnd, 'netns', namespaces[1] ?? ''],
  );
  one.exec('ip', 'link', 'set', 'dev', oneEnd, 'up');
  other.exec('ip', 'link', 'set', 'dev', otherEnd, 'up');
}

function ip(...args: readonly string[]): void {
  execFileSync('ip', args, { stdio: 'pipe' });
}

/** A scenario that leases addresses of both subnets, the near one and the one behind the relay. */
export const leasesOfBothSubnets = `
id: test/leases
summary: Addresses for clients of two subnets.
source: test
deployment:
  sipDomain: contoso.com
  dhcp:
    mode: full
    scopes:
      - { subnet: 10.77.0.0/24, from: 10.77.0.100, to: 10.77.0.199, router: 10.77.0.1 }
      - { subnet: 10.78.0.0/24, from: 10.78.0.100, to: 10.78.0.199, router: 10.78.0.1 }
phone: { model: CX600, firmware: 4.0.7577.4420, signIn: pin, user: alice }
expect: { outcome: signed-in }
`;
