import type { ExecutionContext } from 'ava';
import type { Deployment, FrontEndSettings, Host, RegistrarName, User } from '../../../harness/deployment/index.js';
import { ScenarioClock } from '../../../harness/foundation/clock/index.js';
import type { ServerContext } from '../../../harness/servers/context.js';
import { Edge, FrontEnd, IDLE_TIMEOUT_MS } from '../../../harness/servers/front-end/index.js';
import { memoryPair } from '../../../harness/tls/index.js';
import type { SipResponse } from '../../../harness/wire/sip/index.js';
import { alice, jeff, testContext, testDate, testDeployment } from '../deployment.js';
import { type RequestParts, request, SipClient } from './sip-client.js';

const furtherHosts: readonly Host[] = [
  { name: 'front-end-2', fqdn: 'pool02.contoso.com', address: '127.10.1.4' },
  { name: 'director', fqdn: 'dir01.contoso.com', address: '127.10.1.5' },
  { name: 'backup', fqdn: 'pool03.contoso.com', address: '127.10.1.6' },
  { name: 'edge', fqdn: 'edge.contoso.com', address: '127.10.1.7' },
];

export interface RegistrarChanges {
  readonly frontEnd?: Partial<FrontEndSettings>;
  readonly users?: readonly User[];
  readonly deployment?: Partial<Deployment>;
}

/** A deployment with every Registrar and an Edge, whose Registrars believe everybody: what is tested is what follows. */
export async function registrarsContext(t: ExecutionContext, changes: RegistrarChanges = {}) {
  const { frontEnd, hosts } = await testDeployment();
  const clock = new ScenarioClock({ start: testDate, waits: 'real' });
  t.teardown(() => clock.stop());
  const context = await testContext({
    clock,
    deployment: {
      hosts: new Map([...hosts, ...furtherHosts.map((each) => [each.name, each] as const)]),
      users: changes.users ?? [alice, jeff],
      frontEnd: { ...frontEnd, authentication: 'off', ...changes.frontEnd },
      ...changes.deployment,
    },
  });
  return { clock, context };
}

export function registrar(context: ServerContext, host: RegistrarName = 'front-end'): FrontEnd {
  return new FrontEnd(context, { host, idleTimeoutMs: 100 * IDLE_TIMEOUT_MS });
}

let connections = 0;

/** A client of a Registrar or of the Edge, by the name of what it connected to. */
export function clientOf(t: ExecutionContext, service: FrontEnd | Edge): SipClient {
  const [near, far] = memoryPair();
  const prefix = service instanceof Edge ? 'edge' : 'front-end';
  service.handle(far, {
    id: `${prefix}#${++connections}`,
    device: 'ip:10.0.0.21',
    peer: { address: '10.0.0.21', port: 1063 },
    local: { address: '10.0.0.5', port: 5061 },
  });
  t.teardown(() => near.destroy());
  return new SipClient(near);
}

export interface RegisterParts extends RequestParts {
  /** Request-URI in place of the SIP domain. */
  readonly uri?: string;
  readonly callId?: string;
  readonly supported?: string;
}

/** A REGISTER of an endpoint without `+sip.instance`, named by its epid alone. */
export function registerOf(epid: string, parts: RegisterParts = {}) {
  const { callId = `registration-${epid}`, supported, uri = 'sip:contoso.com' } = parts;
  const message = request({
    fromParameters: `;epid=${epid}`,
    contact: `<sip:10.0.0.21:1063;transport=tls;ms-opaque=${epid}>`,
    ...parts,
  });
  const headers = message.headers.map(({ name, value }) => {
    if (name === 'Call-ID') return { name, value: callId };
    return { name, value: name === 'Supported' && supported !== undefined ? supported : value };
  });
  return { ...message, uri, headers };
}

export function register(client: SipClient, epid: string, parts: RegisterParts = {}): Promise<SipResponse> {
  return client.ask(registerOf(epid, parts));
}
