import { once } from 'node:events';
import { connect } from 'node:tls';
import type { ExecutionContext } from 'ava';
import { sharedKeys } from '../../certs/authorities/index.js';
import { ScenarioClock } from '../../harness/foundation/clock/index.js';
import { Journal } from '../../harness/journal/index.js';
import { type EndpointName, type Lab, openLab } from '../../harness/lab/index.js';
import { Pool } from '../../harness/pool/index.js';
import { loopbackAddresses } from '../../harness/scenario/addresses.js';
import { deploy } from '../../harness/scenario/deploy.js';
import type { DeploymentSpec, ServerCertificateSpec } from '../../harness/scenario/schema/deployment.js';
import type { SipResponse } from '../../harness/wire/sip/index.js';
import { keptKeys } from '../certs/kept-keys.js';
import { registerOf } from '../servers/front-end/registrars.js';
import { SipClient } from '../servers/front-end/sip-client.js';

const keys = sharedKeys(keptKeys());

export interface OpenedLab {
  readonly lab: Lab;
  readonly journal: Journal;
  readonly clock: ScenarioClock;
  readonly pool: Pool;
}

/** A lab on sockets of its own whose Registrars believe everybody; closed when the test is over. */
export async function opened(
  t: ExecutionContext,
  spec: DeploymentSpec = {},
  later: Readonly<Record<string, ServerCertificateSpec>> = {},
): Promise<OpenedLab> {
  const clock = new ScenarioClock({ start: new Date('2014-11-15T09:00:00Z'), waits: 'real' });
  const journal = new Journal({ time: clock });
  const pool = new Pool();
  const { deployment, certificates } = await deploy(
    { ...spec, frontEnd: { authentication: 'off', ...spec.frontEnd } },
    { at: clock.now(), addresses: loopbackAddresses(), keys: keys(), later },
  );
  const lab = await openLab({
    ...{ scenario: 'front-end/example', variant: 'as reported', seed: 'seed', deployment, pool, clock, journal },
    prepared: certificates.later,
    ports: { mode: 'any', set: {} },
    permission: { allow: [], yesLab: false },
    control: { address: '127.0.0.1', requestStop: () => {} },
  });
  t.teardown(async () => {
    await lab.close('the test is over');
    clock.stop();
  });
  return { lab, journal, clock, pool };
}

/** A client of one of the lab's TLS ports; rejects where nothing listens. */
export async function dial(t: ExecutionContext, lab: Lab, name: EndpointName): Promise<SipClient> {
  const at = lab.endpoints.get(name);
  if (!at) throw new Error(`${name} does not listen`);
  const socket = connect({ host: at.address, port: at.port, rejectUnauthorized: false });
  t.teardown(() => socket.destroy());
  await once(socket, 'secureConnect');
  return new SipClient(socket);
}

export function registerAt(client: SipClient, epid: string, cseq = 1, user = 'alice'): Promise<SipResponse> {
  const parts = { user: `${user}@contoso.test`, uri: 'sip:contoso.test', cseq };
  return client.ask(registerOf(epid, parts));
}

/** A control request, with the token unless another is given. */
export async function control(
  lab: Lab,
  path: string,
  body: Record<string, unknown> = {},
  token = lab.control?.token,
): Promise<{ status: number; value: Record<string, unknown> }> {
  const { address = '', port = 0 } = lab.control?.listener ?? {};
  const response = await fetch(`http://${address}:${port}/v1/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  return { status: response.status, value: (await response.json()) as Record<string, unknown> };
}
