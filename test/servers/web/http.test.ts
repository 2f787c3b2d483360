import test from 'ava';
import { type Participant, ScenarioClock } from '../../../harness/foundation/clock/index.js';
import { MAX_BODY_BYTES, MAX_HEADER_BYTES } from '../../../harness/servers/web/index.js';
import {
  parseEnvelope,
  parseFault,
  readIssuerAddress,
  readPortLocation,
  writeRootChainRequest,
} from '../../../harness/wire/soap/index.js';
import { parseXml } from '../../../harness/wire/xml/index.js';
import { eventsOf, testDate } from '../deployment.js';
import { testWeb } from './client.js';
import { certificateUrl } from './sign-in.js';

const certificates = '/CertProv/CertProvisioningService.svc';
const tickets = '/WebTicket/WebTicketService.svc';

for (const path of [
  `${certificates}/mex`,
  `${certificates}?wsdl`,
  `${certificates}/?singleWsdl`,
  `${certificates}/MEX/`,
]) {
  test(`GET ${path} says where certificates and tickets are`, async (t) => {
    const { client } = await testWeb(t);
    const answer = await client().ask(path);
    t.is(answer.status, 200);
    const document = parseXml(answer.body);
    const port = 'CertProvisioningServiceWebTicketProof_SHA1';
    t.is(readPortLocation(document, port), certificateUrl);
    t.is(readIssuerAddress(document, port), `https://lyncweb.contoso.com${tickets}`);
  });
}

for (const path of [`${tickets}/mex`, `${tickets}?wsdl`]) {
  test(`GET ${path} publishes the ports that work, and no cloud`, async (t) => {
    const { client } = await testWeb(t);
    const document = parseXml((await client().ask(path)).body);
    t.is(readPortLocation(document, 'WebTicketServiceWinNegotiate'), `https://lyncweb.contoso.com${tickets}`);
    t.is(readPortLocation(document, 'WebTicketServicePin'), `https://lyncweb.contoso.com${tickets}/pin`);
    t.is(readPortLocation(document, 'WsFedBearer'), undefined);
  });
}

test('every answer has the headers of a Lync web server, the scenario date, and no trace of Express', async (t) => {
  const { client } = await testWeb(t);
  const one = client();
  for (const path of [`${tickets}/mex`, '/nowhere', '/%zz']) {
    const { headers } = await one.ask(path, { headers: { 'client-request-id': 'abc' } });
    t.is(headers.get('cache-control'), 'private');
    t.is(headers.get('x-ms-server-fqdn'), 'lyncweb.contoso.com');
    t.is(headers.get('x-content-type-options'), 'nosniff');
    t.is(headers.get('client-request-id'), 'abc');
    t.regex(headers.get('x-ms-correlation-id') ?? '', /^[0-9]+$/);
    t.regex(headers.get('date') ?? '', /^Sat, 15 Nov 2014 09:0.:.. GMT$/);
    t.is(headers.get('x-powered-by'), undefined);
    t.is(headers.get('etag'), undefined);
    t.is(headers.get('content-encoding'), undefined);
    t.is(headers.get('transfer-encoding'), undefined);
  }
});

test('a request and its answer are recorded, raw as well', async (t) => {
  const { context, client } = await testWeb(t);
  const body = writeRootChainRequest('GetIt');
  await client('web-http-8080').soap(`${certificates}?x=1`, body, { SOAPAction: '"urn:a"', 'User-Agent': 'CPE/4.0' });
  const [request] = eventsOf(context.journal, 'web.request');
  t.like(request, {
    service: 'web-http-8080',
    device: 'ip:127.20.0.1',
    method: 'POST',
    path: certificates,
    host: 'lyncweb.contoso.com',
    userAgent: 'CPE/4.0',
    soapAction: 'urn:a',
    operation: 'GetIt',
  });
  t.regex(request?.connection ?? '', /^web-http-8080#[0-9]+$/);
  const raw = Buffer.from(request?.raw ?? '', 'base64').toString();
  t.true(raw.startsWith(`POST ${certificates}?x=1 HTTP/1.1\r\nHost: lyncweb.contoso.com\r\n`));
  t.true(raw.endsWith(`\r\n\r\n${body}`));
  const [response] = eventsOf(context.journal, 'web.response');
  t.like(response, { status: 200, path: certificates, operation: 'GetIt', connection: request?.connection ?? '' });
  t.true(
    Buffer.from(response?.raw ?? '', 'base64')
      .toString()
      .includes('<GetItResponse'),
  );
});

test('the device is known by its MAC once DHCP showed it', async (t) => {
  const { context, client } = await testWeb(t);
  context.pool.devices.learn('00:04:f2:aa:bb:cc', '127.20.0.1');
  await client('web-http').ask('/x');
  t.is(eventsOf(context.journal, 'web.request')[0]?.device, '00:04:f2:aa:bb:cc');
});

for (const path of ['/', '/Autodiscover/AutodiscoverService.svc/elsewhere', `${certificates}/elsewhere`, '/%zz']) {
  test(`GET ${path} is not found, and recorded as unknown`, async (t) => {
    const { context, client } = await testWeb(t);
    t.is((await client().ask(path)).status, 404);
    t.like(eventsOf(context.journal, 'web.unknown-request')[0], { method: 'GET', path });
  });
}

for (const [what, path, body] of [
  ['no SOAP', `${tickets}/pin`, '<x/>'],
  ['an operation of another service', certificates, writeRootChainRequest().replace('OCS/AuthWebServices', 'Other')],
  ['a port that is not served', `${tickets}/Auth`, writeRootChainRequest()],
  ['an operation whose name no answer can have', certificates, writeRootChainRequest('Xx').replace('<Xx', '<\u00c4')],
] as const) {
  test(`${what} is answered with a fault and kept whole`, async (t) => {
    const kept: Buffer[] = [];
    const { context, client } = await testWeb(t, { capture: (_label, bytes) => `kept-${kept.push(bytes)}` });
    const answer = await client().soap(path, body);
    t.is(answer.status, 500);
    t.truthy(parseFault(parseEnvelope(answer.body)));
    t.like(eventsOf(context.journal, 'web.unknown-request'), [{ method: 'POST', path, capture: 'kept-1' }]);
    t.deepEqual(kept, [Buffer.from(body)]);
    t.is(eventsOf(context.journal, 'harness.error').length, 0);
  });
}

test('a body at the limit is read, a larger one gets 413 and the connection ends', async (t) => {
  const { context, client } = await testWeb(t);
  const one = client();
  t.is((await one.ask('/x', { body: Buffer.alloc(MAX_BODY_BYTES, 'x') })).status, 404);
  const answer = await one.ask('/x', { body: Buffer.alloc(MAX_BODY_BYTES + 1, 'x') });
  t.is(answer.status, 413);
  await one.waitClosed();
  t.is(eventsOf(context.journal, 'web.response').at(-1)?.status, 413);
});

for (const [what, bytes, status = 400] of [
  ['a TLS hello', Buffer.from('16030100050100000100', 'hex')],
  ['headers without end', Buffer.from(`GET / HTTP/1.1\r\nA: ${'a'.repeat(MAX_HEADER_BYTES)}`), 431],
  ['two lengths', Buffer.from('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab')],
] as const) {
  test(`${what} is answered with ${status}, kept, and the connection ends`, async (t) => {
    const { context, client } = await testWeb(t, { capture: () => 'kept' });
    const one = client('web-http');
    one.stream.write(bytes);
    const answer = await one.read();
    t.is(answer.status, status);
    t.regex(answer.text, /<p>The .*\.<\/p>/);
    await one.waitClosed();
    t.is(eventsOf(context.journal, 'web.unknown-request')[0]?.capture, 'kept');
  });
}

test('CONNECT is refused with a sentence, and recorded', async (t) => {
  const { context, client } = await testWeb(t);
  const one = client('web-http');
  one.stream.write('CONNECT elsewhere.test:443 HTTP/1.1\r\nHost: elsewhere.test\r\n\r\n');
  const answer = await one.read();
  t.is(answer.status, 405);
  t.regex(answer.text, /<p>This is no proxy/);
  await one.waitClosed();
  t.like(eventsOf(context.journal, 'web.request')[0], { method: 'CONNECT', path: 'elsewhere.test:443' });
});

test('a request that never ends is given up', async (t) => {
  // Nothing but the server's own look at its connections is awaited here, and that keeps no process alive.
  const alive = setInterval(() => {}, 1_000);
  t.teardown(() => clearInterval(alive));
  const { client } = await testWeb(t, { timeouts: { headers: 50, request: 100, checking: 20 } });
  for (const beginning of ['GET / HT', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab']) {
    const one = client('web-http');
    one.stream.write(beginning);
    await one.waitClosed();
  }
  t.pass();
});

test('closing the server ends its connections', async (t) => {
  const { web, client } = await testWeb(t);
  const one = client();
  await one.ask('/x');
  web.close();
  await one.waitClosed();
  t.true(one.closed);
});

test('while a request is worked on, and no longer, the server takes part in the clock', async (t) => {
  const clock = countingClock();
  const during: number[] = [];
  const { client } = await testWeb(t, { clock, capture: () => `kept-${during.push(clock.active)}` });
  await client().ask('/x', { body: 'x' });
  t.deepEqual(during, [1]);
  t.is(clock.active, 0);
});

test('a client that leaves in the middle of its body keeps nobody waiting', async (t) => {
  const clock = countingClock();
  const { context, client } = await testWeb(t, { clock });
  const one = client();
  one.stream.write('POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab');
  await turnsUntil(() => clock.active === 1);
  one.stream.destroy();
  await turnsUntil(() => clock.active === 0);
  t.is(eventsOf(context.journal, 'web.request').length, 1);
  t.like(eventsOf(context.journal, 'web.unknown-request'), [{ path: '/x', problem: 'cut-off' }]);
});

/** A clock that counts those who take part. */
class CountingClock extends ScenarioClock {
  active = 0;

  override join(name: string): Participant {
    const participant = super.join(name);
    this.active++;
    return {
      ...participant,
      leave: () => {
        this.active--;
        participant.leave();
      },
    };
  }
}

function countingClock(): CountingClock {
  return new CountingClock({ start: testDate, waits: 'real' });
}

async function turnsUntil(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
