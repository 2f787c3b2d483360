import { type Deployment, host, type RegistrarName } from '../deployment/index.js';
import { FaultPlan } from '../faults/index.js';
import type { ScenarioClock } from '../foundation/clock/index.js';
import type { Journal } from '../journal/index.js';
import { Pool, type Presentable } from '../pool/index.js';
import type { ServerContext } from '../servers/context.js';
import { refuseLoop, type Upstream } from '../servers/sockets/upstream/index.js';
import { openTlsPort } from '../servers/tls-port.js';
import { administer } from './control/administer.js';
import { type Control, openControl } from './control/control.js';
import type { ControlTarget } from './control/route.js';
import type { DhcpChoice } from './dhcp.js';
import { dialTable } from './dial-table.js';
import { type Endpoint, type EndpointName, endpointsOf, endpointTable, type PortPlan, reopened } from './endpoints.js';
import type { FrontEnds } from './front-ends.js';
import { guardAddresses, type LabPermission } from './guard.js';
import { type OpenServers, openServers } from './open-servers.js';
import { ownEndpoints } from './own-endpoints.js';

export interface LabOptions {
  readonly scenario: string;
  readonly variant: string;
  readonly seed: string;
  readonly deployment: Deployment;
  /** Default an empty one. */
  readonly pool?: Pool;
  readonly clock: ScenarioClock;
  readonly journal: Journal;
  /** What is to go wrong on purpose; default nothing. */
  readonly faults?: FaultPlan;
  /** Gets the NSS key log line of every TLS connection: whoever has it can read what was captured. */
  readonly keyLog?: ((line: string) => void) | undefined;
  /** A server that is asked what the harness cannot or may not answer; never by default. */
  readonly upstream?: Upstream | undefined;
  readonly ports: PortPlan;
  readonly permission: LabPermission;
  readonly dhcp?: DhcpChoice;
  /** Certificates that can be assigned to the pool while it runs, by name. */
  readonly prepared?: ReadonlyMap<string, Presentable>;
  /** Open the control API on this loopback address. */
  readonly control?: {
    readonly address: string;
    /** Of a lab that was open before; default a new one. */
    readonly token?: string | undefined;
    requestStop(): void;
    /** Whether there is a variant of that name; what it gives asks for it. Throws USAGE. */
    readonly requestVariant?: ((name: string) => () => void) | undefined;
  };
}

/** An opened deployment: its servers listen. */
export interface Lab {
  readonly pool: Pool;
  /** What listens, by endpoint name. */
  readonly endpoints: ReadonlyMap<EndpointName, Endpoint>;
  /** For the emulated phone: from what it is told to where it is. */
  readonly dial: Readonly<Record<string, string>>;
  readonly control: Control | undefined;
  /** The Registrars, to be stopped, started, drained, and to de-register users at. */
  readonly frontEnds: FrontEnds;
  /**
   * What the control API does, without HTTP: `POST /v1/front-end/stop` and its body.
   * @throws HarnessError as the request would have been refused
   */
  administer(request: string, body?: Readonly<Record<string, unknown>>): Promise<void>;
  /** Stop a Registrar and start it again on its port: associations are gone, what is registered stays. */
  restart(name: RegistrarName): Promise<void>;
  /** Close every socket; afterwards nothing listens. */
  close(reason: string): Promise<void>;
}

/** Open every server of a deployment, or none: what was opened before a failure is closed again. */
export async function openLab(options: LabOptions): Promise<Lab> {
  const { deployment, clock, journal } = options;
  guardAddresses(
    [...deployment.hosts.values()].map(({ address }) => address),
    options.permission,
  );
  const pool = options.pool ?? new Pool();
  const { keyLog } = options;
  const faults = options.faults ?? FaultPlan.none;
  const { upstream } = options;
  const context: ServerContext = { deployment, pool, clock, journal, faults, upstream, ...(keyLog && { keyLog }) };
  const servers = await openServers(context, options.ports, options.permission, options.dhcp);
  const target = controlTarget(options, context, servers);
  let control: Control | undefined;
  try {
    if (upstream) refuseLoop(upstream.plan.targets, ownEndpoints(deployment, servers.endpoints));
    control = options.control && (await openControlFor(options, target));
  } catch (error) {
    await servers.close();
    throw error;
  }
  const recorder = journal.recorder('lab');
  recorder.record('lab.started', {
    scenario: options.scenario,
    variant: options.variant,
    seed: options.seed,
    date: clock.now().toISOString(),
    sipDomain: deployment.sipDomain,
    endpoints: Object.fromEntries([...servers.endpoints].map(([name, at]) => [name, `${at.address}:${at.port}`])),
    closed: endpointsOf(deployment).filter((name) => !servers.endpoints.has(name)),
    hosts: Object.fromEntries([...deployment.hosts.values()].map(({ name, fqdn }) => [name, fqdn])),
  });
  return {
    pool,
    endpoints: servers.endpoints,
    dial: dialTable(deployment, servers.endpoints),
    control,
    frontEnds: servers.frontEnds,
    administer: (request, body) => administer(target, request, body),
    restart: (name) => servers.frontEnds.restart(name),
    close: async (reason) => {
      upstream?.close();
      await Promise.all([servers.close(), control?.listener.close()]);
      recorder.record('lab.stopped', { reason });
    },
  };
}

function controlTarget(options: LabOptions, context: ServerContext, servers: OpenServers): ControlTarget {
  const { control, prepared, scenario, variant, seed, clock } = options;
  const { deployment, pool, journal } = context;
  return {
    ...{ scenario, variant, seed, deployment, pool, clock, journal, frontEnds: servers.frontEnds },
    prepared: prepared ?? new Map(),
    tryCertificate: (certificate) => void openTlsPort(context, 'front-end', certificate),
    endpoints: () => Object.fromEntries(servers.endpoints),
    requestStop: () => control?.requestStop(),
    requestVariant: control?.requestVariant,
  };
}

function openControlFor({ control, journal, ports }: LabOptions, target: ControlTarget): Promise<Control> | undefined {
  if (!control) return undefined;
  const place = { service: 'control', address: control.address, port: ports.set.control ?? 0 };
  return openControl(target, journal, place, control.token);
}

/** The ports of a lab that is open, to open another one there once it is closed. */
export function samePorts(plan: PortPlan, { control, endpoints }: Lab): PortPlan {
  return reopened(plan, endpoints, control?.listener.port);
}

/** The address an endpoint is told to phones. */
export function advertised(deployment: Deployment, name: EndpointName): string {
  return `${host(deployment, endpointTable[name].host).address}:${endpointTable[name].port}`;
}
