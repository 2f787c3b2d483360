import { type Deployment, host } from '../deployment/index.js';
import type { OwnEndpoint } from '../servers/sockets/upstream/index.js';
import { type Endpoint, type EndpointName, endpointsOf, endpointTable } from './endpoints.js';

/** Where a lab's servers listen, and where phones are told that they do: an upstream at either is the lab itself. */
export function ownEndpoints(
  deployment: Deployment,
  endpoints: ReadonlyMap<EndpointName, Endpoint>,
): readonly OwnEndpoint[] {
  const listening = [...endpoints].map(([name, { address, port }]) => ({ name, address, port }));
  const told = endpointsOf(deployment).map((name) => ({
    ...{ name, port: endpointTable[name].port },
    address: host(deployment, endpointTable[name].host).address,
  }));
  return [...listening, ...told];
}
