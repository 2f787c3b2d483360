import test, { type ExecutionContext } from 'ava';
import { certsOnlyPkcs7 } from '../../certs/authorities/index.js';
import { deliveredAnchor, summarize } from '../../certs/trust/index.js';
import { rootChain, rootChainWhenTethered } from '../../harness/phone/steps/root-chain.js';
import { fault, writeRootChainResponse } from '../../harness/wire/soap/index.js';
import { chainOf } from '../certs/chains.js';
import { type BenchOptions, bench, tcpServer, typedPassword } from './bench.js';
import { a, dnsServer } from './dns-server.js';
import { type Answered, webServer } from './web-server.js';

const NOT_ENABLED = 'Error downloading certificate chain from OCS Registrar. Please try again';
const NOT_LOCATED = 'Unable to locate Lync Certificate Web service';

/** A phone with option 43 for web.contoso.test; its port 80 is this server, 443 refuses. */
async function phoneWith(t: ExecutionContext, http: ((nth: number) => Answered) | 'closed', more: BenchOptions = {}) {
  const web = http === 'closed' ? undefined : await webServer(t, (_, nth) => http(nth));
  const { dial } = await dnsServer(t, { 'web.contoso.test A': [a('web.contoso.test', '10.0.0.80')] });
  const port443 = await tcpServer(t, (socket) => socket.resetAndDestroy());
  const places = { 'tcp 10.0.0.80:80': `127.0.0.1:${web?.port ?? 1}`, 'tcp 10.0.0.80:443': `127.0.0.1:${port443}` };
  const { context } = bench(t, { dial: { ...dial, ...places }, lease: { dnsServers: ['10.0.0.53'] }, ...more });
  context.memory.certificateService = 'https://web.contoso.test:443/CertProv/CertProvisioningService.svc';
  return { context, requests: web?.requests ?? [] };
}

async function delivered(): Promise<{ body: string; root: Buffer; others: readonly Buffer[] }> {
  const { root, intermediates } = await chainOf('enterprise-two-tier');
  if (!root) throw new Error('this profile has a root');
  const body = writeRootChainResponse('GetRootCertificates', [certsOnlyPkcs7([root, ...intermediates])]);
  return { body, root, others: intermediates };
}

test('port 80 is asked first, without a ticket; roots become trusted, the others help', async (t) => {
  const { body, root, others } = await delivered();
  const { context, requests } = await phoneWith(t, () => ({ body }));
  t.is(await rootChain.run(context), 'http:80 gave 2 certificate(s), roots among them: 1');
  const [anchor, ...more] = context.memory.deliveredAnchors;
  t.is(anchor?.thumbprint, summarize(root).thumbprint);
  t.is(anchor?.origin, 'certificate-service');
  t.is(more.length, 0);
  t.deepEqual(context.memory.intermediates, [...others]);
  t.is(requests[0]?.path, '/CertProv/CertProvisioningService.svc');
  t.false(requests[0]?.body.includes('Security'));
});

test('a chain once delivered is not asked for again', async (t) => {
  const { body } = await delivered();
  const { context, requests } = await phoneWith(t, () => ({ body }));
  await rootChain.run(context);
  await rootChain.run(context);
  t.is(requests.length, 1);
});

const empty = writeRootChainResponse('GetRootCertificates', []);
const denied = fault({ faultcode: 's:Server', faultstring: 'Not enabled', errorId: 1, reason: 'Not enabled' });
for (const [name, answer] of [
  ['a 404', { status: 404 }],
  ['a fault', { status: 200, body: denied }],
  ['an empty list', { body: empty }],
  ['rubbish', { body: 'rubbish' }],
] as const) {
  test(`${name} is an error of the download`, async (t) => {
    const { context } = await phoneWith(t, () => answer);
    await t.throwsAsync(rootChain.run(context), { code: 'PHONE_ROOT_CHAIN_REFUSED' });
    t.is(context.screen.text, NOT_ENABLED);
    t.is(context.memory.deliveredAnchors.length, 0);
  });
}

test('tethered, the service is asked by a phone that does so, whatever Active Directory gave; its failure shows nowhere', async (t) => {
  const { body, root } = await delivered();
  const asks = await phoneWith(t, () => ({ body }), { typed: typedPassword, chainWhenTethered: true });
  t.true(rootChainWhenTethered.due?.(asks.context));
  t.false(rootChainWhenTethered.essential);
  const { root: other } = await chainOf('enterprise-root');
  if (other) asks.context.memory.deliveredAnchors.push(deliveredAnchor(other, 'active-directory'));
  await rootChainWhenTethered.run(asks.context);
  t.is(asks.context.memory.deliveredAnchors.at(-1)?.thumbprint, summarize(root).thumbprint);
  t.is(await rootChainWhenTethered.run(asks.context), 'kept from the first contact');
  t.is(asks.requests.length, 1);
  delete asks.context.memory.certificateService;
  t.false(rootChainWhenTethered.due?.(asks.context), 'without option 43 there is nobody to ask');
  const { context } = await phoneWith(t, 'closed', { typed: typedPassword });
  t.false(rootChainWhenTethered.due?.(context), 'as the article has it');
  const before = context.screen.text;
  await t.throwsAsync(rootChainWhenTethered.run(context), { code: 'PHONE_ROOT_CHAIN_UNREACHABLE' });
  t.is(context.screen.text, before);
});

test('nothing that answers is a service that cannot be located', async (t) => {
  const { context } = await phoneWith(t, 'closed');
  const error = await t.throwsAsync(rootChain.run(context), { code: 'PHONE_ROOT_CHAIN_UNREACHABLE' });
  t.regex(error?.message ?? '', /http:80: .* https:443: /);
  t.is(context.screen.text, NOT_LOCATED);
});
