import test from 'ava';
import { MAX_ENDPOINTS } from '../../../harness/servers/front-end/index.js';
import { header, headerValues } from '../../../harness/wire/sip/index.js';
import { eventsOf } from '../deployment.js';
import { clientOf, register, registrar, registrarsContext } from './registrars.js';
import { testContact, testEpid, testInstance } from './sip-client.js';

const user = 'alice@contoso.com';

test('every endpoint of a user has a Contact in the 200, with its own instance and GRUU', async (t) => {
  const { context } = await registrarsContext(t);
  const client = clientOf(t, registrar(context));
  await register(client, '01010101', { cseq: 1 });
  await register(client, '8248ca9ebb', { cseq: 2 });
  const response = await register(client, testEpid, { contact: testContact, cseq: 3 });
  const contacts = headerValues(response, 'Contact');
  t.deepEqual(
    contacts.map((contact) => /\+sip\.instance="<urn:uuid:([^>]+)>"/.exec(contact)?.[1]),
    // Published pairs of epid and instance; the last one was sent by the client, in capitals.
    ['4b1682a8-f968-5701-83fc-7c6741dc6697', '4233fd41-093b-5fd6-b5d2-651ed55969e6', testInstance],
  );
  t.regex(contacts[2] ?? '', /;gruu="sip:alice@contoso\.com;opaque=user:epid:21nYNIVlkV-jtN6FPBU0fQAA;gruu"$/);
  t.is(eventsOf(context.journal, 'front-end.invalid').length, 0);
  const other = await register(client, testEpid, { user: 'jeff@contoso.com', contact: testContact, cseq: 4 });
  t.is(headerValues(other, 'Contact').length, 1, 'another user has bindings of his own');
});

test('a registration that is not refreshed lapses when its time is over, and is recorded then', async (t) => {
  const { clock, context } = await registrarsContext(t, { frontEnd: { registrationSeconds: 600 } });
  const frontEnd = registrar(context);
  const watching = new AbortController();
  const watched = frontEnd.registrar.watch(watching.signal);
  const client = clientOf(t, frontEnd);
  t.is(header(await register(client, '01010101', { cseq: 1 }), 'Expires'), '600');
  await register(client, '02020202', { cseq: 2, extra: [{ name: 'Expires', value: '120' }] });
  const turns = async () => {
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  await turns();
  clock.advance(119_000);
  await turns();
  t.is(eventsOf(context.journal, 'front-end.lapsed').length, 0);
  clock.advance(1_000);
  await turns();
  t.like(eventsOf(context.journal, 'front-end.lapsed')[0], { user, epid: '02020202', registrar: 'front-end' });
  t.is(eventsOf(context.journal, 'front-end.lapsed')[0]?.device, 'ip:10.0.0.21');
  await register(client, '01010101', { cseq: 3 });
  clock.advance(599_000);
  await turns();
  t.is(eventsOf(context.journal, 'front-end.lapsed').length, 1, 'the refreshed one goes on');
  clock.advance(1_000);
  await turns();
  t.deepEqual(
    eventsOf(context.journal, 'front-end.lapsed').map(({ epid }) => epid),
    ['02020202', '01010101'],
  );
  t.is(context.pool.bindings.all(clock.elapsed()).length, 0);
  watching.abort();
  await watched;
});

test('a lapsed registration is recorded also where nobody watches the clock, before the endpoint comes back', async (t) => {
  const { clock, context } = await registrarsContext(t);
  const client = clientOf(t, registrar(context));
  await register(client, '01010101', { cseq: 1, extra: [{ name: 'Expires', value: '60' }] });
  clock.advance(60_000);
  const response = await register(client, '01010101', { cseq: 2 });
  t.is(header(response, 'presence-state'), 'register-action="added"');
  t.deepEqual(
    context.journal.events.map(({ type }) => type).filter((type) => /lapsed|signed-in/.test(type)),
    ['front-end.signed-in', 'front-end.lapsed', 'front-end.signed-in'],
  );
});

test('time granted, keep-alive and Server header are those of the deployment', async (t) => {
  const { context } = await registrarsContext(t, {
    frontEnd: { registrationSeconds: 900, keepAliveSeconds: 60, server: 'RTC/4.0' },
  });
  const client = clientOf(t, registrar(context));
  const response = await register(client, '01010101');
  t.is(header(response, 'Expires'), '900');
  t.is(header(response, 'ms-keep-alive'), 'UAS; tcp=no; hop-hop=yes; end-end=no; timeout=60');
  t.is(header(response, 'Server'), 'RTC/4.0');
  const asked = await register(client, '01010101', { cseq: 2, extra: [{ name: 'Expires', value: '901' }] });
  t.is(header(asked, 'Expires'), '900');
  const refused = await client.ask(
    'NEGOTIATE sip:x SIP/2.0\r\nVia: SIP/2.0/TLS 10.0.0.21\r\nFrom: <sip:x>;tag=1\r\nTo: <sip:x>\r\nCall-ID: 1\r\nCSeq: 1 NEGOTIATE\r\nContent-Length: 0\r\n\r\n',
  );
  t.is(header(refused, 'Server'), 'RTC/4.0', 'refusals have it too');
});

test('beyond the quota the endpoint that was longest not refreshed is forced out, and told', async (t) => {
  const { context } = await registrarsContext(t);
  const frontEnd = registrar(context);
  const clients = Array.from({ length: MAX_ENDPOINTS + 1 }, () => clientOf(t, frontEnd));
  const epid = (index: number) => `e${index}`;
  for (const [index, client] of clients.slice(0, MAX_ENDPOINTS).entries()) await register(client, epid(index));
  t.is(frontEnd.registrar.of(user).length, MAX_ENDPOINTS);
  t.is(eventsOf(context.journal, 'front-end.deregistered').length, 0, 'the quota itself is allowed');
  // The first is refreshed, so the second is the oldest now.
  await register(clients[0] as (typeof clients)[0], epid(0), { cseq: 2 });
  const response = await register(clients[MAX_ENDPOINTS] as (typeof clients)[0], epid(MAX_ENDPOINTS));
  t.is(headerValues(response, 'Contact').length, MAX_ENDPOINTS);
  t.deepEqual(
    eventsOf(context.journal, 'front-end.deregistered').map((event) => [event.epid, event.event]),
    [['e1', 'unregistered']],
  );
  const notice = await (clients[1] as (typeof clients)[0]).next();
  if (notice === 'closed' || notice.kind !== 'request') return t.fail('no request came');
  t.is(notice.method, 'NOTIFY');
  t.is(notice.body.toString(), 'deregistered;event=unregistered');
});

test('REGISTER for every SIP domain of the deployment, or for the server itself; another domain is a 404 with 1005', async (t) => {
  const { context } = await registrarsContext(t, {
    deployment: { sipDomains: ['contoso.com', 'fabrikam.com'] },
  });
  const client = clientOf(t, registrar(context));
  const statusOf = async (uri: string) => (await register(client, '01010101', { uri })).status;
  for (const uri of ['sip:contoso.com', 'sip:fabrikam.com', 'sip:FABRIKAM.com:5061;transport=tls']) {
    t.is(await statusOf(uri), 200, uri);
  }
  t.is(await statusOf('sip:pool01.contoso.com:5061'), 200);
  t.is(await statusOf('sip:127.10.1.1'), 200);
  for (const uri of ['sip:adatum.com', 'sip:contoso.com.adatum.com', 'sip:xcontoso.com', 'sip:pool02.contoso.com']) {
    const response = await register(client, '01010101', { uri });
    t.is(response.status, 404, uri);
    t.regex(header(response, 'ms-diagnostics') ?? '', /^1005;reason="[^"]+";source="pool01\.contoso\.com"$/);
  }
  t.like(eventsOf(context.journal, 'front-end.refused')[0], {
    status: 404,
    errorId: 1005,
    problem: 'domain-not-served',
  });
});

test('a refresh keeps the tag of its registration; a registration with another Call-ID has another', async (t) => {
  const { context } = await registrarsContext(t);
  const client = clientOf(t, registrar(context));
  const tag = async (cseq: number, callId?: string) => {
    const response = await register(client, '01010101', { cseq, ...(callId === undefined ? {} : { callId }) });
    return /;tag=([0-9A-F]{32})$/.exec(header(response, 'To') ?? '')?.[1];
  };
  const first = await tag(1);
  t.is(typeof first, 'string');
  t.is(await tag(2), first);
  t.not(await tag(1, 'another'), first);
});
