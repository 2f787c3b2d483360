import test, { type ExecutionContext } from 'ava';
import { type DeregistrationEvent, FrontEnd } from '../../../harness/servers/front-end/index.js';
import { header, type SipRequest, type SipResponse } from '../../../harness/wire/sip/index.js';
import { eventsOf, testContext } from '../deployment.js';
import { TestPhone, userCertificate } from './phone.js';
import { clientOf, register, registrar, registrarsContext } from './registrars.js';

const user = 'alice@contoso.com';

async function signedIn(t: ExecutionContext) {
  const context = await testContext();
  const frontEnd = new FrontEnd(context);
  const phone = await TestPhone.connected(t, frontEnd, { certificate: await userCertificate(context) });
  const accepted = await (await phone.authenticated()).ask();
  t.is(accepted.status, 200);
  t.true(phone.association.check(accepted).ok);
  return { accepted, context, frontEnd, phone };
}

async function noticeOf(t: ExecutionContext, phone: TestPhone): Promise<SipRequest> {
  const message = await phone.client.next();
  if (message === 'closed' || message.kind !== 'request') throw new Error('no request came');
  t.true(phone.association.check(message).ok, 'the NOTIFY is signed');
  return message;
}

function answer(request: SipRequest, status = 200): SipResponse {
  const names = ['Via', 'From', 'To', 'Call-ID', 'CSeq'];
  const headers = request.headers.filter(({ name }) => names.includes(name));
  headers.push({ name: 'Content-Length', value: '0' });
  return { kind: 'response', status, reason: 'OK', headers, body: Buffer.alloc(0) };
}

test('a disabled user is told so by a signed NOTIFY in the dialog of the registration, and its answer is recorded', async (t) => {
  const { accepted, context, frontEnd, phone } = await signedIn(t);
  t.deepEqual(frontEnd.registrar.deregister(user, { event: 'rejected' }), { ended: 1, told: 1 });
  const notice = await noticeOf(t, phone);
  t.is(notice.method, 'NOTIFY');
  t.is(notice.uri, 'sip:10.0.0.21:1063;transport=tls;ms-opaque=1f2e3d4c5b;ms-received-cid=100');
  const localTag = /;tag=([0-9A-F]{32})$/.exec(header(accepted, 'To') ?? '')?.[1];
  const expected: Record<string, string> = {
    From: `<sip:alice@contoso.com>;tag=${localTag}`,
    To: '<sip:alice@contoso.com>;tag=6b0e52f7a9;epid=c8ca638a15',
    'Call-ID': 'c0ffee00c0ffee00c0ffee00c0ffee00',
    CSeq: '1 NOTIFY',
    Event: 'registration-notify',
    'subscription-state': 'terminated;expires=0',
    'ms-diagnostics-public': '4141;reason="User disabled"',
    'Content-Type': 'text/registration-event',
    'Content-Length': '27',
  };
  for (const [name, value] of Object.entries(expected)) t.is(header(notice, name), value, name);
  t.is(notice.body.toString(), 'deregistered;event=rejected');
  t.like(eventsOf(context.journal, 'front-end.deregistered')[0], {
    ...{ user, epid: 'c8ca638a15', event: 'rejected', registrar: 'front-end', device: 'ip:10.0.0.21' },
  });
  t.is(context.pool.bindings.all(context.clock.elapsed()).length, 0);
  phone.client.send(phone.association.signed(answer(notice)));
  // Whatever is asked next is answered after the answer was read.
  await phone.ask({ method: 'OPTIONS' });
  t.like(eventsOf(context.journal, 'front-end.answered')[0], { status: 200, cseq: '1 NOTIFY' });
  t.is(eventsOf(context.journal, 'front-end.bad-signature').length, 0);
});

const bodies: Record<DeregistrationEvent, readonly string[]> = {
  unregistered: [],
  rejected: ['ms-diagnostics-public'],
  deactivated: [],
  'preferred-registrar-change': ['P-Preferred-Registrar'],
};
for (const [event, names] of Object.entries(bodies) as [DeregistrationEvent, string[]][]) {
  test(`${event}: its own body, and of the special headers ${names.join() || 'none'}`, async (t) => {
    const { frontEnd, phone } = await signedIn(t);
    const registrar = { name: 'front-end-2', fqdn: 'pool02.contoso.com', address: '127.10.1.4' };
    frontEnd.registrar.deregister(user, { event, registrar });
    const notice = await noticeOf(t, phone);
    t.is(notice.body.toString(), `deregistered;event=${event}`);
    const special = ['ms-diagnostics-public', 'P-Preferred-Registrar'].filter((name) => header(notice, name));
    t.deepEqual(special, [...names]);
    if (names.includes('P-Preferred-Registrar')) {
      t.is(header(notice, 'P-Preferred-Registrar'), 'sip:pool02.contoso.com:5061;transport=tls');
    }
  });
}

test('one endpoint is ended, the others stay; nobody else is', async (t) => {
  const { context } = await registrarsContext(t);
  const frontEnd = registrar(context);
  const [one, other] = [clientOf(t, frontEnd), clientOf(t, frontEnd)];
  await register(one, '01010101');
  await register(other, '02020202');
  t.deepEqual(frontEnd.registrar.deregister(user, { event: 'unregistered' }, '02020202'), { ended: 1, told: 1 });
  t.deepEqual(
    frontEnd.registrar.of(user).map(({ epid }) => epid),
    ['01010101'],
  );
  const notice = await other.next();
  t.is(notice === 'closed' ? '' : header(notice, 'Call-ID'), 'registration-02020202');
  t.deepEqual(frontEnd.registrar.deregister('jeff@contoso.com', { event: 'unregistered' }), { ended: 0, told: 0 });
});

test('an endpoint whose connection is gone is ended without being told', async (t) => {
  const { context } = await registrarsContext(t);
  const frontEnd = registrar(context);
  const client = clientOf(t, frontEnd);
  await register(client, '01010101');
  const closed = new Promise((resolve) => client.stream.once('close', resolve));
  client.stream.destroy();
  await closed;
  await new Promise((resolve) => setImmediate(resolve));
  t.deepEqual(frontEnd.registrar.deregister(user, { event: 'deactivated' }), { ended: 1, told: 0 });
  t.is(frontEnd.registrar.of(user).length, 0);
});

test('who was ended and registers again is added, not refreshed', async (t) => {
  const { context, frontEnd, phone } = await signedIn(t);
  frontEnd.registrar.deregister(user, { event: 'unregistered' });
  await noticeOf(t, phone);
  t.is(header(await phone.ask(), 'presence-state'), 'register-action="added"');
  t.is(eventsOf(context.journal, 'front-end.signed-in').length, 2);
});

test('a user disabled since is refused with 4141, until enabled again', async (t) => {
  const { context, phone } = await signedIn(t);
  const [alice] = context.deployment.users;
  if (!alice) return t.fail();
  context.pool.accounts.disable(alice);
  const refused = await phone.ask();
  t.is(refused.status, 403);
  t.is(header(refused, 'ms-diagnostics-public'), '4141;reason="User disabled"');
  t.true(phone.association.check(refused).ok);
  context.pool.accounts.enable(alice);
  t.is((await phone.ask()).status, 200);
});
