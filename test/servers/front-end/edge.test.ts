import test from 'ava';
import { Edge } from '../../../harness/servers/front-end/index.js';
import { header } from '../../../harness/wire/sip/index.js';
import { alice, eventsOf } from '../deployment.js';
import { clientOf, register, registrar, registrarsContext } from './registrars.js';

test('a client that came through the Edge is told that it is outside; one inside is not', async (t) => {
  const { context } = await registrarsContext(t);
  const frontEnd = registrar(context);
  const outside = await register(clientOf(t, new Edge(context, () => frontEnd)), '01010101');
  t.is(outside.status, 200);
  t.is(header(outside, 'ms-user-logon-data'), 'RemoteUser');
  t.is(header(outside, 'Record-Route'), '<sip:edge.contoso.com:5061;transport=tls;lr;ms-received-cid=100>');
  t.is(eventsOf(context.journal, 'front-end.signed-in')[0]?.registrar, 'front-end');
  const inside = await register(clientOf(t, frontEnd), '02020202');
  t.is(header(inside, 'ms-user-logon-data'), undefined);
  t.is(header(inside, 'Record-Route'), undefined);
});

test('through the Edge nobody is redirected: outside the home pool cannot be reached', async (t) => {
  const { context } = await registrarsContext(t, {
    users: [{ ...alice, home: 'front-end-2' }],
    frontEnd: { redirect: { to: 'director', for: 'everybody' } },
  });
  const frontEnd = registrar(context);
  t.is((await register(clientOf(t, frontEnd), '01010101')).status, 301);
  t.is((await register(clientOf(t, new Edge(context, () => frontEnd)), '01010101')).status, 200);
});

test('a user without remote access is refused with 4003, and signs in inside', async (t) => {
  const { context } = await registrarsContext(t, { users: [{ ...alice, remoteAccess: false }] });
  const frontEnd = registrar(context);
  const refused = await register(clientOf(t, new Edge(context, () => frontEnd)), '01010101');
  t.is(refused.status, 403);
  t.is(header(refused, 'ms-diagnostics-public'), '4003;reason="From URI not enabled for remote access"');
  t.like(eventsOf(context.journal, 'front-end.refused')[0], {
    status: 403,
    errorId: 4003,
    problem: 'no-remote-access',
  });
  t.is((await register(clientOf(t, frontEnd), '01010101')).status, 200);
});

test('while the Front End is down the Edge answers 504 with 1007, and nothing to an ACK', async (t) => {
  const { context } = await registrarsContext(t);
  const frontEnd = registrar(context);
  let running = false;
  const edge = new Edge(context, () => (running ? frontEnd : undefined));
  const client = clientOf(t, edge);
  client.send(
    'ACK sip:contoso.com SIP/2.0\r\nVia: SIP/2.0/TLS 10.0.0.21\r\nFrom: <sip:alice@contoso.com>;tag=1\r\nTo: <sip:x>\r\nCall-ID: 1\r\nCSeq: 1 ACK\r\nContent-Length: 0\r\n\r\n',
  );
  const response = await register(client, '01010101');
  t.is(response.status, 504);
  t.is(header(response, 'ms-diagnostics'), '1007;reason="Temporarily cannot route";source="edge.contoso.com"');
  t.is(header(response, 'CSeq'), '1 REGISTER');
  running = true;
  t.is((await register(client, '01010101', { cseq: 2 })).status, 504, 'a connection keeps its way');
  t.is((await register(clientOf(t, edge), '01010101')).status, 200);
});

test('a Front End that closes hangs up on its clients, those behind the Edge too', async (t) => {
  const { context } = await registrarsContext(t);
  const frontEnd = registrar(context);
  const clients = [clientOf(t, frontEnd), clientOf(t, new Edge(context, () => frontEnd))];
  for (const client of clients) await register(client, '01010101');
  frontEnd.close();
  for (const client of clients) t.is(await client.next(), 'closed');
});
