import test, { type ExecutionContext } from 'ava';
import { FaultPlan, type FiredFault } from '../../../harness/faults/index.js';
import { ScenarioClock } from '../../../harness/foundation/clock/index.js';
import { pointsOf } from '../../../harness/servers/web/disturbance/points.js';
import type { WebService } from '../../../harness/servers/web/index.js';
import {
  parseEnvelope,
  parseFault,
  readRootChainResponse,
  writeRootChainRequest,
} from '../../../harness/wire/soap/index.js';
import { parseXml } from '../../../harness/wire/xml/index.js';
import { parsed } from '../../faults/parse.js';
import { eventsOf, testDate } from '../deployment.js';
import { testWeb } from './client.js';

const certificates = '/CertProv/CertProvisioningService.svc';
const tickets = '/WebTicket/WebTicketService.svc';
const chain = Buffer.from('a chain of another');

/** Web services with these faults. */
async function webWith(t: ExecutionContext, ...specs: Record<string, unknown>[]) {
  const fired: FiredFault[] = [];
  const faults = new FaultPlan(specs.map(parsed), {
    resources: {
      chain: () => {
        throw new Error('no chain is presented');
      },
      published: () => chain,
    },
    record: (one) => fired.push(one),
  });
  const clock = new ScenarioClock({ start: testDate, waits: 'skip' });
  t.teardown(() => clock.stop());
  const web = await testWeb(t, { faults, clock });
  const askChain = (service?: WebService) => web.client(service).soap(certificates, writeRootChainRequest('GetIt'));
  return { ...web, fired, askChain };
}

test('a status stands in place of the answer, and the service does nothing', async (t) => {
  const { askChain, context, fired } = await webWith(t, {
    at: 'web.root-chain',
    do: 'status',
    status: 503,
    retryAfter: 60,
    when: { nth: 2 },
  });
  t.is((await askChain()).status, 200);
  t.is(fired.length, 0);
  const answer = await askChain();
  t.is(answer.status, 503);
  t.is(answer.headers.get('retry-after'), '60');
  t.regex(answer.headers.get('content-type') ?? '', /^text\/html/);
  t.is((await askChain()).status, 200);
  t.is(fired.length, 1);
  t.is(eventsOf(context.journal, 'root-chain.served').length, 2);
  t.deepEqual(
    eventsOf(context.journal, 'web.response').map(({ status }) => status),
    [200, 503, 200],
  );
});

test('a fault of https leaves plain http alone, and the other way round', async (t) => {
  const secure = await webWith(t, { at: 'web.root-chain', do: 'status', status: 503 });
  t.is((await secure.askChain('web-http')).status, 200);
  t.is((await secure.askChain('web')).status, 503);
  const plain = await webWith(t, { at: 'web-http.any', do: 'status', status: 503 });
  t.is((await plain.askChain('web')).status, 200);
  t.is((await plain.askChain('web-http')).status, 503);
  t.is((await plain.askChain('web-http-8080')).status, 503);
});

test('a SOAP fault has the code, id, reason and status asked for', async (t) => {
  const { askChain } = await webWith(t, {
    at: 'web.root-chain',
    do: 'soap-fault',
    errorId: 28033,
    reason: 'The web ticket has expired.',
    faultcode: 's:Server',
    status: 400,
  });
  const { body, status } = await askChain();
  t.is(status, 400);
  t.like(parseFault(parseEnvelope(body)), { code: 'Server', errorId: 28033, reason: 'The web ticket has expired.' });
});

test('a redirect keeps path and query where it names none', async (t) => {
  const { client } = await webWith(t, { at: 'web.certprov-metadata', do: 'redirect', to: 'http://other.test:8080' });
  const answer = await client().ask(`${certificates}?wsdl=1`);
  t.is(answer.status, 302);
  t.is(answer.headers.get('location'), `http://other.test:8080${certificates}?wsdl=1`);
  const named = await webWith(t, { at: 'web.any', do: 'redirect', to: 'https://other.test/x', status: 307 });
  const other = await named.client().ask(certificates);
  t.deepEqual([other.status, other.headers.get('location')], [307, 'https://other.test/x']);
});

test('half a body has its own Content-Length, or that of the whole and an end', async (t) => {
  const whole = (await (await webWith(t)).askChain()).body.length;
  const right = await webWith(t, { at: 'web.root-chain', do: 'truncated-body' });
  t.is((await right.askChain()).body.length, Math.floor(whole / 2));
  const wrong = await webWith(t, { at: 'web.root-chain', do: 'truncated-body', contentLength: 'wrong' });
  const error = await t.throwsAsync(wrong.askChain());
  t.regex(error?.message ?? '', new RegExp(`Content-Length: ${whole}\\\\r`));
  t.false(error?.message.includes('</s:Envelope>'));
  const [recorded] = eventsOf(wrong.context.journal, 'web.response');
  t.false(Buffer.from(recorded?.raw ?? '', 'base64').includes('</s:Envelope>'), 'what left is what is recorded');
});

for (const how of [
  'end-tag',
  'ampersand',
  'duplicate-attribute',
  'undeclared-prefix',
  'two-roots',
  'doctype',
  'encoding',
]) {
  test(`XML is broken: ${how}`, async (t) => {
    const { askChain, client, fired } = await webWith(t, { at: 'web.any', do: 'malformed-xml', how });
    const { body, headers } = await askChain();
    t.is(Number(headers.get('content-length')), body.length);
    t.throws(() => parseXml(body), { code: 'WIRE_INVALID' });
    t.is(fired.length, 1);
    t.is((await client().ask('/nowhere')).status, 404);
    t.is(fired.length, 1, 'a page is no XML');
  });
}

test('the namespace of the payload or of the envelope is another', async (t) => {
  const payload = await webWith(t, { at: 'web.root-chain', do: 'wrong-namespace' });
  t.is(parseEnvelope((await payload.askChain()).body).operation?.namespace, 'http://tempuri.org/');
  const whole = await webWith(t, { at: 'web.any', do: 'wrong-namespace', of: 'envelope' });
  t.is(parseXml((await whole.askChain()).body).namespace, 'http://www.w3.org/2003/05/soap-envelope');
  t.is((await whole.client().ask(`${tickets}/mex`)).status, 200);
  t.is(whole.fired.length, 1, 'metadata have no envelope');
});

test('a content type is named that is not', async (t) => {
  const { askChain } = await webWith(t, { at: 'web.root-chain', do: 'wrong-content-type', type: 'text/plain' });
  t.is((await askChain()).headers.get('content-type'), 'text/plain');
});

test('another chain is given as SOAP and as a file, and none where there was none', async (t) => {
  for (const word of ['stale-chain', 'same-name-root']) {
    const { askChain, client } = await webWith(t, { at: 'web.root-chain', do: word });
    const { operation } = parseEnvelope((await askChain()).body);
    t.is(operation?.localName, 'GetItResponse');
    t.deepEqual(operation && readRootChainResponse(operation), [chain]);
    t.deepEqual((await client().ask(certificates)).body, chain);
  }
  const { askChain, client } = await webWith(t, { at: 'web.root-chain', do: 'empty-chain' });
  const { operation } = parseEnvelope((await askChain()).body);
  t.deepEqual(operation && readRootChainResponse(operation), []);
  t.is((await client().ask(certificates)).body.length, 39);
});

test('metadata are missing at their own service', async (t) => {
  const { client } = await webWith(t, { at: 'web.ticket-metadata', do: 'missing-metadata' });
  t.is((await client().ask(`${tickets}/mex`)).status, 404);
  t.is((await client().ask(`${certificates}/mex`)).status, 200);
});

test('an answer is late by the scenario’s clock', async (t) => {
  const { askChain, context } = await webWith(t, { at: 'web.root-chain', do: 'delay', seconds: 90 });
  const before = context.clock.elapsed();
  t.is((await askChain()).status, 200);
  t.true(context.clock.elapsed() - before >= 90_000);
});

test('a slow body takes its time, and is whole', async (t) => {
  const { askChain, context } = await webWith(t, { at: 'web.root-chain', do: 'slow-body', bytesPerSecond: 100 });
  const before = context.clock.elapsed();
  const { body } = await askChain();
  parseEnvelope(body);
  t.true(context.clock.elapsed() - before >= Math.ceil(body.length / 100) * 1000);
});

test('a client that leaves ends a slow answer', async (t) => {
  const { client, context, fired } = await webWith(t, { at: 'web.any', do: 'delay', seconds: 3600 });
  const one = client();
  const bystander = context.clock.join('a bystander');
  const lost = t.throwsAsync(one.ask(certificates));
  while (fired.length === 0) await new Promise(setImmediate);
  one.stream.destroy();
  await lost;
  await bystander.sleep(7_200_000);
  t.is(eventsOf(context.journal, 'web.response').length, 0);
});

test('an answer is dropped: nothing comes, and nothing is recorded as sent', async (t) => {
  const { client, context, fired } = await webWith(t, { at: 'web.root-chain', do: 'drop' });
  const one = client();
  const nothing = t.throwsAsync(one.soap(certificates, writeRootChainRequest('GetIt')), { message: /ended after ""/ });
  while (fired.length === 0) await new Promise(setImmediate);
  t.false(one.closed);
  one.stream.destroy();
  await nothing;
  t.is(eventsOf(context.journal, 'root-chain.served').length, 1, 'the service did what was asked');
  t.is(eventsOf(context.journal, 'web.response').length, 0);
});

for (const [after, received] of [
  ['nothing', /ended after ""/],
  ['headers', /HTTP\/1\.1 200 OK.*\\r\\n\\r\\n"$/],
  ['half', /\\r\\n\\r\\n<s:Envelope/],
] as const) {
  test(`a connection is reset, ${after} sent`, async (t) => {
    const { client, fired } = await webWith(t, { at: 'web.root-chain', do: 'reset', after });
    const one = client();
    await t.throwsAsync(one.soap(certificates, writeRootChainRequest('GetIt')), { message: received });
    t.true(one.closed);
    t.is(fired.length, 1);
  });
}

test('a plain port resets its connections, https does not', async (t) => {
  const { askChain, context, fired } = await webWith(t, {
    at: 'web-http.connection',
    do: 'refuse-connection',
    when: { nth: 1 },
  });
  t.is((await askChain('web')).status, 200);
  await t.throwsAsync(askChain('web-http'));
  t.is((await askChain('web-http-8080')).status, 200);
  t.is(fired.length, 1);
  t.is(eventsOf(context.journal, 'web.request').length, 2);
});

test('what was asked tells the point', (t) => {
  const point = (method: string, path: string, { query = '', service = 'web', host = '' } = {}) =>
    pointsOf({
      connection: { service: service as WebService } as Parameters<typeof pointsOf>[0]['connection'],
      request: {
        ...{ method, path, query, headers: { host }, body: Buffer.alloc(0), document: undefined },
        envelope: undefined,
      } as unknown as Parameters<typeof pointsOf>[0]['request'],
    });
  t.deepEqual(point('GET', `${certificates.toUpperCase()}/MEX/`), ['web.certprov-metadata', 'web.any']);
  t.deepEqual(point('GET', certificates, { query: 'singleWsdl' }), ['web.certprov-metadata', 'web.any']);
  t.deepEqual(point('GET', certificates), ['web.root-chain', 'web.any']);
  t.deepEqual(point('GET', certificates, { service: 'web-http' }), ['web-http.root-chain', 'web-http.any']);
  t.deepEqual(point('GET', `${tickets}/mex`), ['web.ticket-metadata', 'web.any']);
  t.deepEqual(point('POST', `${tickets}/pin`), ['web.ticket-pin', 'web.ticket', 'web.any']);
  t.deepEqual(point('POST', tickets), ['web.ticket-ntlm', 'web.ticket', 'web.any']);
  t.deepEqual(point('POST', `${tickets}/cert`), ['web.ticket-cert', 'web.ticket', 'web.any']);
  t.deepEqual(point('POST', `${tickets}/Auth`), ['web.ticket', 'web.any']);
  t.deepEqual(point('POST', `${tickets}x`), ['web.any']);
  t.deepEqual(point('POST', '/RequestHandler/ucdevice.upx'), ['web.update', 'web.any']);
  t.deepEqual(point('POST', '/RequestHandlerExt/ucdevice.upx', { service: 'web-http-8080' }), [
    'web-http.update',
    'web-http.any',
  ]);
  t.deepEqual(point('POST', '/Autodiscover/Autodiscover.xml'), ['web.exchange', 'web.any']);
  t.deepEqual(point('POST', '/EWS/Exchange.asmx'), ['web.exchange', 'web.any']);
  t.deepEqual(point('GET', '/Autodiscover/AutodiscoverService.svc/root'), ['web.autodiscover', 'web.any']);
  t.deepEqual(point('GET', '/', { host: 'LyncDiscoverInternal.contoso.test' }), ['web.autodiscover', 'web.any']);
  t.deepEqual(point('GET', '/', { host: 'lyncdiscover.contoso.test', service: 'web-http' }), [
    'web-http.autodiscover',
    'web-http.any',
  ]);
  t.deepEqual(point('GET', '/'), ['web.any']);
});

test('without faults an answer is not held back', async (t) => {
  const { askChain, context } = await webWith(t, { at: 'web.ticket', do: 'drop' });
  t.is((await askChain()).status, 200);
  t.is(context.faults.unfired().length, 1);
});
