import type { Deployment } from '../deployment/index.js';
import { host } from '../deployment/index.js';
import { type Endpoint, type EndpointName, endpointsOf, endpointTable } from './endpoints.js';
import { isLoopback } from './guard.js';

/** Nothing in a lab listens on TCP port 1, so a dial to a closed endpoint is refused as it would be in the field. */
const CLOSED_PORT = 1;

/**
 * From what a phone is told (`tcp 127.10.1.2:443`) to where it is (`127.10.1.2:40443`), as behind a NAT.
 * Endpoints that the scenario keeps closed lead to a port that refuses.
 */
export function dialTable(
  deployment: Deployment,
  endpoints: ReadonlyMap<EndpointName, Endpoint>,
): Record<string, string> {
  const table: Record<string, string> = {};
  for (const name of endpointsOf(deployment)) {
    const entry = endpointTable[name];
    const { address } = host(deployment, entry.host);
    const actual = endpoints.get(name);
    for (const transport of entry.transports) {
      table[`${transport} ${address}:${entry.port}`] = `${actual?.address ?? address}:${actual?.port ?? CLOSED_PORT}`;
    }
  }
  const dhcp = endpoints.get('dhcp');
  // A broadcast stays within loopback's one address, so there it is dialled like everything else.
  if (dhcp && (isLoopback(dhcp.address) || dhcp.port !== endpointTable.dhcp.port)) {
    table[`udp 255.255.255.255:${endpointTable.dhcp.port}`] = `${dhcp.address}:${dhcp.port}`;
  }
  return table;
}
