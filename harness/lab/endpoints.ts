import type { Deployment, HostName } from '../deployment/index.js';

/** Where each endpoint lives and which standard port phones are told. */
export const endpointTable = {
  'front-end': { host: 'front-end', port: 5061, transports: ['tcp'] },
  'front-end-2': { host: 'front-end-2', port: 5061, transports: ['tcp'] },
  director: { host: 'director', port: 5061, transports: ['tcp'] },
  backup: { host: 'backup', port: 5061, transports: ['tcp'] },
  edge: { host: 'edge', port: 443, transports: ['tcp'] },
  'edge-5061': { host: 'edge', port: 5061, transports: ['tcp'] },
  web: { host: 'web', port: 443, transports: ['tcp'] },
  'web-http': { host: 'web', port: 80, transports: ['tcp'] },
  'web-http-8080': { host: 'web', port: 8080, transports: ['tcp'] },
  exchange: { host: 'exchange', port: 443, transports: ['tcp'] },
  'exchange-http': { host: 'exchange', port: 80, transports: ['tcp'] },
  dhcp: { host: 'dc', port: 67, transports: ['udp'] },
  dns: { host: 'dc', port: 53, transports: ['udp', 'tcp'] },
  ntp: { host: 'dc', port: 123, transports: ['udp'] },
  ldap: { host: 'dc', port: 389, transports: ['tcp'] },
  'global-catalog': { host: 'dc', port: 3268, transports: ['tcp'] },
  'global-catalog-ldaps': { host: 'dc', port: 3269, transports: ['tcp'] },
  cldap: { host: 'dc', port: 389, transports: ['udp'] },
  ldaps: { host: 'dc', port: 636, transports: ['tcp'] },
} as const satisfies Record<string, EndpointEntry>;

interface EndpointEntry {
  readonly host: HostName;
  readonly port: number;
  readonly transports: readonly ('tcp' | 'udp')[];
}

export type EndpointName = keyof typeof endpointTable;
export const endpointNames = Object.keys(endpointTable) as EndpointName[];

/** The endpoints of a deployment: those of its hosts, open or kept closed. */
export function endpointsOf(deployment: Deployment): EndpointName[] {
  return endpointNames.filter((name) => deployment.hosts.has(endpointTable[name].host));
}

/** An endpoint that listens. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** `standard`: the ports phones are told. `any`: free ones, found at opening. Single ports can be set on top. */
export interface PortPlan {
  readonly mode: 'standard' | 'any';
  readonly set: Partial<Record<EndpointName | 'control', number>>;
  /** Descriptors of sockets that were handed over; `dns-tcp` beside the endpoints. */
  readonly inherited?: ReadonlyMap<string, number>;
}

/** The port to listen on; 0 for any. */
export function plannedPort(plan: PortPlan, name: EndpointName): number {
  return plan.set[name] ?? (plan.mode === 'standard' ? endpointTable[name].port : 0);
}

/** The plan by which a lab is opened again where it was. */
export function reopened(plan: PortPlan, endpoints: ReadonlyMap<EndpointName, Endpoint>, control?: number): PortPlan {
  const set: Partial<Record<EndpointName | 'control', number>> = { ...plan.set };
  for (const [name, { port }] of endpoints) set[name] = port;
  return { mode: plan.mode, set: { ...set, ...(control !== undefined && { control }) } };
}
