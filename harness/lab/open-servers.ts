import { host } from '../deployment/index.js';
import { HarnessError } from '../foundation/errors/index.js';
import type { ServerContext } from '../servers/context.js';
import {
  DirectoryServer,
  type DirectoryService,
  listenDirectory,
  listenDirectoryPing,
} from '../servers/directory/index.js';
import { DnsServer, listenDnsTcp, listenDnsUdp } from '../servers/dns/index.js';
import { listenNtp, NtpServer } from '../servers/ntp/index.js';
import type { Listener, ListenPlace } from '../servers/sockets/index.js';
import {
  createExchangeServer,
  createWebServer,
  listenExchange,
  listenHttp,
  listenHttps,
} from '../servers/web/index.js';
import { type DhcpChoice, openDhcp } from './dhcp.js';
import { type Endpoint, type EndpointName, endpointTable, type PortPlan, plannedPort } from './endpoints.js';
import { FrontEnds } from './front-ends.js';
import type { LabPermission } from './guard.js';

/** Tries at a port number that is free on UDP and on TCP, where any port will do. */
const DNS_PORT_TRIES = 20;

export interface OpenServers {
  readonly endpoints: ReadonlyMap<EndpointName, Endpoint>;
  readonly frontEnds: FrontEnds;
  close(): Promise<void>;
}

/** Open the servers one after the other; a failure closes those already open. */
export async function openServers(
  context: ServerContext,
  ports: PortPlan,
  permission: LabPermission,
  dhcp?: DhcpChoice,
): Promise<OpenServers> {
  const { deployment } = context;
  const listeners: Listener[] = [];
  const endpoints = new Map<EndpointName, Endpoint>();
  const place = (name: EndpointName): ListenPlace => ({
    service: name,
    address: host(deployment, endpointTable[name].host).address,
    port: plannedPort(ports, name),
    descriptor: ports.inherited?.get(name),
  });
  const listening = (name: EndpointName, { address, port }: Listener): void => {
    endpoints.set(name, { address, port });
  };
  const opened = (name: EndpointName, listener: Listener): void => {
    listeners.push(listener);
    listening(name, listener);
  };
  const web = await createWebServer(context);
  const exchange = deployment.exchange && createExchangeServer(context);
  const frontEnds = new FrontEnds(context, place);
  const close = async (): Promise<void> => {
    await Promise.all([...listeners.map((listener) => listener.close()), frontEnds.close()]);
    web.close();
    exchange?.close();
  };
  try {
    for (const listener of await openDns(context, place('dns'), ports.inherited?.get('dns-tcp')))
      opened('dns', listener);
    if (deployment.time?.served ?? true) opened('ntp', await listenNtp(new NtpServer(context), place('ntp')));
    for (const [name, listener] of await openDirectory(context, place)) opened(name, listener);
    opened('dhcp', await openDhcp(context, place('dhcp'), permission, dhcp));
    const { http, http8080 = http, https } = deployment.webServices;
    if (http) opened('web-http', await listenHttp(web, place('web-http'), 'web-http'));
    if (http8080) opened('web-http-8080', await listenHttp(web, place('web-http-8080'), 'web-http-8080'));
    if (https) opened('web', await listenHttps(web, context, place('web')));
    if (exchange && deployment.exchange?.http) {
      opened('exchange-http', await listenHttp(exchange, place('exchange-http'), 'exchange-http'));
    }
    if (exchange && deployment.exchange?.https) {
      opened('exchange', await listenExchange(exchange, context, place('exchange')));
    }
    await frontEnds.open(listening);
  } catch (error) {
    await close();
    throw error;
  }
  return { endpoints, frontEnds, close };
}

/** The ports of the domain controller that the deployment has open. */
async function openDirectory(
  context: ServerContext,
  place: (name: EndpointName) => ListenPlace,
): Promise<[DirectoryService | 'cldap', Listener][]> {
  const { activeDirectory } = context.deployment;
  if (!activeDirectory) return [];
  const { globalCatalog, ldap, ldaps } = activeDirectory;
  const names: DirectoryService[] = [
    ...(ldap ? (['ldap'] as const) : []),
    ...(globalCatalog ? (['global-catalog'] as const) : []),
    ...(ldaps ? (['ldaps'] as const) : []),
    ...(globalCatalog && ldaps ? (['global-catalog-ldaps'] as const) : []),
  ];
  const server = new DirectoryServer(context);
  const listeners: [DirectoryService | 'cldap', Listener][] = [];
  try {
    if (ldap) listeners.push(['cldap', await listenDirectoryPing(server, place('cldap'))]);
    for (const name of names) listeners.push([name, await listenDirectory(server, context, place(name), name)]);
  } catch (error) {
    await Promise.all(listeners.map(([, listener]) => listener.close()));
    throw error;
  }
  return listeners;
}

/** DNS is told to phones as one port; UDP and TCP take the same number. */
async function openDns(context: ServerContext, place: ListenPlace, ofTcp: number | undefined): Promise<Listener[]> {
  const server = new DnsServer(context);
  for (let tries = 1; ; tries++) {
    const udp = await listenDnsUdp(server, place);
    try {
      return [udp, await listenDnsTcp(server, { ...place, port: udp.port, descriptor: ofTcp })];
    } catch (error) {
      await udp.close();
      const taken = error instanceof HarnessError && error.code === 'PORT_TAKEN';
      if (!taken || place.port !== 0 || tries === DNS_PORT_TRIES) throw error;
    }
  }
}
