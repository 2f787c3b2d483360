import { X509Certificate } from 'node:crypto';
import type { ExecutionContext } from 'ava';
import { deliveredAnchor } from '../../certs/trust/index.js';
import { register } from '../../harness/phone/steps/register.js';
import { at, chainOf, host } from '../certs/chains.js';
import { keptAuthority, keptRsaKey } from '../certs/kept-keys.js';
import { type BenchOptions, bench } from './bench.js';
import { a, dnsServer, type Zone } from './dns-server.js';
import { granted, type RegistrarOptions, registrar } from './registrar.js';

const certified = (async () => {
  const { publicKey, privateKey } = await keptRsaKey();
  const authority = await keptAuthority(at);
  const certificate = await authority.issue({ publicKey, user: 'alice@contoso.test', at });
  return { certificate, privateKey };
})();

export interface Setting extends BenchOptions {
  readonly registrar?: RegistrarOptions;
  readonly zone?: Zone;
  /** The phone has no user certificate yet. */
  readonly without?: 'certificate';
  readonly untrusted?: boolean;
  readonly extraDial?: Readonly<Record<string, string>>;
}

/** A phone that knows `host` by option 120, and has what comes before the registration. */
export async function phoneWith(
  t: ExecutionContext,
  { registrar: parts, zone, without, untrusted, extraDial, ...rest }: Setting = {},
) {
  const server = await registrar(t, parts);
  const { root } = await chainOf('enterprise-two-tier');
  const { dial, asked } = await dnsServer(t, { [`${host} A`]: [a(host, '10.0.0.61')], ...zone });
  const { context, journal } = bench(t, {
    dial: { ...dial, 'tcp 10.0.0.61:5061': `127.0.0.1:${server.port}`, ...extraDial },
    lease: { dnsServers: ['10.0.0.53'] },
    anchors: root && !untrusted ? [deliveredAnchor(root, 'certificate-service')] : [],
    powerOnDate: at,
    ...rest,
  });
  context.memory.sipAddress = 'alice@contoso.test';
  context.memory.registrars = [host];
  if (!without) {
    const { certificate, privateKey } = await certified;
    const notAfter = new Date(new X509Certificate(certificate).validTo);
    context.memory.certificate = { certificate, privateKey, thumbprint: 'X', notAfter };
  }
  return { context, journal, asked, server, requests: server.requests };
}

/** The same, signed in at a registrar that grants all a Front End does. */
export async function signedIn(t: ExecutionContext, setting: Setting = {}) {
  const { registrar: parts, ...rest } = setting;
  const grant: RegistrarOptions['answer'] = (_, response) => {
    const headers = response.headers.filter(({ name }) => name !== 'Expires');
    const leaves = headers.length === response.headers.length;
    return leaves ? response : { ...response, headers: [...headers, ...granted] };
  };
  const phone = await phoneWith(t, { registrar: { answer: grant, ...parts }, ...rest });
  await register.run(phone.context);
  const { current } = phone.context.registration;
  if (!current) throw new Error('the phone has no registration');
  return { ...phone, registration: current };
}
