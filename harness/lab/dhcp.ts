import { networkInterfaces } from 'node:os';
import type { Deployment, DhcpMode, DhcpScope } from '../deployment/index.js';
import { HarnessError } from '../foundation/errors/index.js';
import type { ServerContext } from '../servers/context.js';
import { DhcpPair, DhcpServer, LeaseFile, listenDhcp, refuseBesideAnother } from '../servers/dhcp/index.js';
import type { Listener, ListenPlace } from '../servers/sockets/index.js';
import { endpointTable } from './endpoints.js';
import { dhcpPermission, isLoopback, type LabPermission } from './guard.js';

/** What the operator said about DHCP. */
export interface DhcpChoice {
  /** Instead of the scenario's; off loopback `full` is taken from here alone. */
  readonly mode?: DhcpMode | undefined;
  /** Where leases are kept. */
  readonly leaseFile?: string | undefined;
}

/** Bits of the lab's part of loopback, of which 127.N.M.150 to 250 is leased. */
const LOOPBACK_PREFIX = 24;
const LOOPBACK_RANGE = [150, 250] as const;

/**
 * Open DHCP. Off loopback it leases addresses only by the operator's own word, and only where no other server does. Throws
 * DHCP_FULL_UNSAID, DHCP_SERVER_PRESENT, and what listening throws.
 */
export async function openDhcp(
  context: ServerContext,
  place: ListenPlace,
  permission: LabPermission,
  choice: DhcpChoice = {},
): Promise<Listener> {
  const { deployment } = context;
  const loopback = isLoopback(place.address);
  const mode = choice.mode ?? deployment.dhcp.mode ?? 'inform-only';
  if (mode === 'full' && !loopback && choice.mode !== 'full') {
    throw new HarnessError('DHCP_FULL_UNSAID', { address: place.address });
  }
  // Broadcasts arrive on a socket of every interface, and a lab on loopback has no business hearing other networks';
  // the emulated phone there need not hold port 68 either.
  const onTheWire = place.port === endpointTable.dhcp.port && !loopback;
  if (mode === 'full' && onTheWire) await refuseBesideAnother(place.address, context.clock);
  const subnet = loopback ? undefined : subnetOf(place.address);
  const scopes = mode === 'full' ? (deployment.dhcp.scopes ?? [ownScope(place.address, subnet)]) : [];
  const file = choice.leaseFile === undefined ? undefined : new LeaseFile(choice.leaseFile);
  const server = new DhcpServer(context, {
    serverAddress: place.address,
    answerTo: onTheWire ? 'rfc' : 'sender',
    allow: dhcpPermission(place.address, permission, scopes),
    mode,
    subnetMask: subnet && quad(maskOf(subnet.prefix)),
    scopes,
    changed: context.pool.dhcp,
    kept: file?.load(),
    keep: file && ((binding) => file.append(binding)),
    ...(deployment.dhcp.second?.answers === 'first' && { unrecorded: ['informs'] }),
  });
  const clock = context.clock;
  const listener = await listenDhcp(withSecond(context, server, place, permission), place, {
    broadcast: onTheWire,
    clock,
  });
  return {
    ...listener,
    close: async () => {
      await listener.close();
      file?.close();
    },
  };
}

/** The scenario's second server, which answers INFORM beside the first. */
function withSecond(context: ServerContext, server: DhcpServer, place: ListenPlace, permission: LabPermission) {
  const { second } = context.deployment.dhcp;
  if (!second) return server;
  const deployment: Deployment = { ...context.deployment, dhcp: { ...second, mode: second.mode ?? 'inform-only' } };
  const other = new DhcpServer(
    { ...context, deployment },
    {
      serverAddress: second.address,
      answerTo: place.port === endpointTable.dhcp.port && !isLoopback(place.address) ? 'rfc' : 'sender',
      allow: dhcpPermission(place.address, permission),
      unrecorded: second.answers === 'first' ? ['ignored'] : ['ignored', 'informs'],
    },
  );
  return second.answers === 'first' ? new DhcpPair(other, server) : new DhcpPair(server, other);
}

interface Subnet {
  readonly network: number;
  readonly prefix: number;
}

/** The subnet of the interface that holds the address. */
function subnetOf(address: string): Subnet | undefined {
  const entry = Object.values(networkInterfaces())
    .flatMap((entries) => entries ?? [])
    .find((candidate) => candidate.address === address);
  const prefix = entry?.cidr ? Number(entry.cidr.split('/')[1]) : undefined;
  return prefix === undefined ? undefined : { network: (number(address) & maskOf(prefix)) >>> 0, prefix };
}

/** The upper half of the server's own subnet; on loopback the upper part of the lab's own network. */
function ownScope(address: string, subnet: Subnet | undefined): DhcpScope {
  const { network, prefix } = subnet ?? {
    network: (number(address) & maskOf(LOOPBACK_PREFIX)) >>> 0,
    prefix: LOOPBACK_PREFIX,
  };
  const hosts = 2 ** (32 - prefix);
  const [from, to] = subnet ? [Math.max(1, Math.floor(hosts / 2)), Math.max(1, hosts - 2)] : LOOPBACK_RANGE;
  return { network: quad(network), prefix, from: quad(network + from), to: quad(network + to) };
}

function maskOf(prefix: number): number {
  return prefix === 0 ? 0 : (0xffffffff << (32 - prefix)) >>> 0;
}

function number(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

function quad(value: number): string {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255].join('.');
}
