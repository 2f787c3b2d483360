import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { ExecutionContext } from 'ava';

/** Two hosts on one wire, each in a network namespace of its own. */
export interface TwoHosts {
  readonly lab: NamespaceHost;
  readonly phone: NamespaceHost;
}

export interface NamespaceHost {
  readonly namespace: string;
  readonly address: string;
  /** Puts a command into the namespace: `spawn(prefix[0], [...prefix.slice(1), …])`. */
  readonly prefix: readonly string[];
  /** Run a command to its end and give its output; a failure is an error with what it wrote. */
  exec(command: string, ...args: readonly string[]): string;
}

/** Why namespaces cannot be made here, or undefined. They need root and iproute2. */
export function namespacesMissing(): string | undefined {
  if (process.platform !== 'linux') return 'network namespaces exist on Linux alone';
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  const name = `ml-probe-${randomBytes(3).toString('hex')}`;
  const made = spawnSync('ip', ['netns', 'add', name], { encoding: 'utf8' });
  if (made.status !== 0) return `ip netns add: ${made.error?.message ?? made.stderr.trim()}`;
  spawnSync('ip', ['netns', 'del', name]);
  return undefined;
}

/**
 * Two namespaces joined by a veth pair, 10.77.0.1/24 the lab and 10.77.0.20/24 the phone, with nothing else in them:
 * no default route, no other interface but loopback. Both are deleted when the test ends.
 */
export function twoHosts(t: ExecutionContext): TwoHosts {
  const id = randomBytes(3).toString('hex');
  const lab = namespaceHost(`ml-lab-${id}`, '10.77.0.1');
  const phone = namespaceHost(`ml-phone-${id}`, '10.77.0.20');
  for (const { namespace } of [lab, phone]) {
    ip('netns', 'add', namespace);
    t.teardown(() => spawnSync('ip', ['netns', 'del', namespace]));
  }
  const ends = [`mlA${id}`, `mlB${id}`] as const;
  ip('link', 'add', ends[0], 'type', 'veth', 'peer', 'name', ends[1]);
  plug(lab, ends[0]);
  plug(phone, ends[1]);
  return { lab, phone };
}

function plug(host: NamespaceHost, end: string): void {
  ip('link', 'set', end, 'netns', host.namespace);
  host.exec('ip', 'addr', 'add', `${host.address}/24`, 'broadcast', '10.77.0.255', 'dev', end);
  host.exec('ip', 'link', 'set', end, 'up');
  host.exec('ip', 'link', 'set', 'lo', 'up');
  // A broadcast to 255.255.255.255 needs a route; a phone on a real wire has its one interface.
  host.exec('ip', 'route', 'add', '255.255.255.255', 'dev', end);
}

function namespaceHost(namespace: string, address: string): NamespaceHost {
  const prefix = ['ip', 'netns', 'exec', namespace];
  return {
    namespace,
    address,
    prefix,
    exec: (command, ...args) =>
      execFileSync('ip', ['netns', 'exec', namespace, command, ...args], { encoding: 'utf8', stdio: 'pipe' }),
  };
}

function ip(...args: readonly string[]): void {
  execFileSync('ip', args, { stdio: 'pipe' });
}
