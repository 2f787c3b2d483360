import test, { type ExecutionContext } from 'ava';
import { ScenarioClock } from '../../../harness/foundation/clock/index.js';
import { FrontEnd } from '../../../harness/servers/front-end/index.js';
import { header, headerValues, type SipResponse } from '../../../harness/wire/sip/index.js';
import { eventsOf, testContext, testDate } from '../deployment.js';
import { authenticatedPhone, TestPhone, userCertificate } from './phone.js';
import { connect, request, testContact } from './sip-client.js';

function isSigned(t: ExecutionContext, phone: TestPhone, response: SipResponse): void {
  t.true(phone.association.check(response).ok, `${response.status} is signed`);
}

test('a refresh is called refreshed and keeps one binding', async (t) => {
  const context = await testContext();
  const phone = await authenticatedPhone(t, context);
  t.is(header(await phone.ask(), 'presence-state'), 'register-action="added"');
  const again = await phone.ask();
  isSigned(t, phone, again);
  t.is(header(again, 'presence-state'), 'register-action="refreshed"');
  t.is(headerValues(again, 'Contact').length, 1);
  t.is(context.pool.bindings.of('alice@contoso.com', context.clock.elapsed()).length, 1);
  t.is(eventsOf(context.journal, 'front-end.signed-in').length, 1);
});

test('signing in anew by an unsigned REGISTER keeps the binding; the new association replaces the old', async (t) => {
  const context = await testContext();
  const frontEnd = new FrontEnd(context);
  const certificate = await userCertificate(context);
  const old = await (await TestPhone.connected(t, frontEnd, { certificate })).authenticated();
  t.is((await old.ask()).status, 200);
  const renewed = await TestPhone.connected(t, frontEnd, { certificate });
  t.is((await renewed.hello()).status, 401);
  t.is(context.pool.bindings.of('alice@contoso.com', context.clock.elapsed()).length, 1);
  t.is((await old.ask()).status, 200, 'the old association holds until the new one stands');
  await renewed.authenticated();
  const response = await renewed.ask();
  t.is(header(response, 'presence-state'), 'register-action="refreshed"');
  t.regex(header(response, 'Contact') ?? '', /;ms-received-cid=200>/, 'reached over the new connection');
  t.is((await old.ask()).status, 401);
  t.is(eventsOf(context.journal, 'front-end.signed-in').length, 2);
});

test('de-registering ends the binding: signed 200 without a Contact of this endpoint', async (t) => {
  const context = await testContext();
  const frontEnd = new FrontEnd(context);
  const certificate = await userCertificate(context);
  const other = await TestPhone.connected(t, frontEnd, {
    certificate,
    fromParameters: ';epid=01010101',
    contact: '<sip:10.0.0.22:1064;transport=tls>',
  });
  await (await other.authenticated()).ask();
  const phone = await (await TestPhone.connected(t, frontEnd, { certificate })).authenticated();
  const both = headerValues(await phone.ask(), 'Contact');
  t.is(both.length, 2);
  // The other endpoint sent no instance: it follows from its epid, a published pair.
  t.regex(both.join(), /\+sip\.instance="<urn:uuid:4b1682a8-f968-5701-83fc-7c6741dc6697>"/);

  const response = await phone.ask({ extra: [{ name: 'Expires', value: '0' }] });
  t.is(response.status, 200);
  isSigned(t, phone, response);
  t.is(header(response, 'Expires'), '0');
  t.is(header(response, 'presence-state'), undefined);
  t.deepEqual(
    headerValues(response, 'Contact').map((contact) => contact.includes('10.0.0.22')),
    [true],
  );
  t.like(eventsOf(context.journal, 'front-end.signed-out')[0], { user: 'alice@contoso.com', epid: 'c8ca638a15' });
  t.is(eventsOf(context.journal, 'front-end.register').at(-1)?.step, 'de-register');
  const again = await phone.ask();
  t.is(header(again, 'presence-state'), 'register-action="added"');
  t.is(eventsOf(context.journal, 'front-end.signed-in').length, 3);
});

test('de-registering without a signature does nothing', async (t) => {
  const context = await testContext();
  const phone = await authenticatedPhone(t, context);
  await phone.ask();
  const response = await phone.client.ask(request({ cseq: 50, extra: [{ name: 'Expires', value: '0' }] }));
  t.is(response.status, 401);
  t.is(context.pool.bindings.all(context.clock.elapsed()).length, 1);
  t.is(eventsOf(context.journal, 'front-end.signed-out').length, 0);
});

test('the time asked for is granted up to 7200 seconds; a binding lapses with it', async (t) => {
  const clock = new ScenarioClock({ start: testDate, waits: 'real' });
  const context = await testContext({ clock });
  const certificate = await userCertificate(context);
  const frontEnd = new FrontEnd(context, { idleTimeoutMs: 10 * 7_200_000 });
  const phone = await (await TestPhone.connected(t, frontEnd, { certificate })).authenticated();
  const long = await phone.ask({ extra: [{ name: 'Expires', value: '99999' }] });
  t.is(header(long, 'Expires'), '7200');
  const short = await phone.ask({ extra: [{ name: 'Expires', value: '300' }] });
  t.is(header(short, 'Expires'), '300');
  t.regex(header(short, 'Contact') ?? '', />;expires=300;/);
  const own = await phone.ask({ contact: `${testContact};expires=120`, extra: [{ name: 'Expires', value: '300' }] });
  t.is(header(own, 'Expires'), '120');
  clock.advance(119_000);
  t.is(header(await phone.ask({ contact: '' }), 'Expires') === '0', false);
  clock.advance(1_000);
  const query = await phone.ask({ contact: '' });
  t.is(headerValues(query, 'Contact').length, 0);
  t.is(header(query, 'Expires'), '0');
  t.is(header(await phone.ask(), 'presence-state'), 'register-action="added"');
  clock.stop();
});

test('the checks of a REGISTER: 489 with 4055, 421 with 2057, signed', async (t) => {
  const context = await testContext();
  const frontEnd = new FrontEnd(context);
  const certificate = await userCertificate(context);
  const phone = await (await TestPhone.connected(t, frontEnd, { certificate })).authenticated();
  const presence = phone.request();
  const event = await phone.client.ask(
    phone.association.signed({
      ...presence,
      headers: presence.headers.map((each) => (each.name === 'Event' ? { name: 'Event', value: 'presence' } : each)),
    }),
  );
  t.is(event.status, 489);
  t.regex(header(event, 'ms-diagnostics') ?? '', /^4055;reason="[^"]+";source="pool01\.contoso\.com"$/);
  isSigned(t, phone, event);
  const noGruu = phone.request();
  const supported = await phone.client.ask(
    phone.association.signed({
      ...noGruu,
      headers: noGruu.headers.map((each) =>
        each.name === 'Supported' ? { name: 'Supported', value: 'adhoclist, msrtc-event-categories' } : each,
      ),
    }),
  );
  t.is(supported.status, 421);
  t.is(header(supported, 'Require'), 'gruu-10');
  t.regex(header(supported, 'ms-diagnostics') ?? '', /^2057;/);
  isSigned(t, phone, supported);
  t.deepEqual(
    eventsOf(context.journal, 'front-end.refused').map(({ status, errorId }) => [status, errorId]),
    [
      [489, 4055],
      [421, 2057],
    ],
  );
  t.is(context.pool.bindings.all(context.clock.elapsed()).length, 0);
});

test('a user the deployment does not know: 404 with 4005, signed', async (t) => {
  const context = await testContext();
  const phone = await authenticatedPhone(t, context, { user: 'ghost@contoso.com' });
  const response = await phone.ask();
  t.is(response.status, 404);
  t.is(
    header(response, 'ms-diagnostics'),
    '4005;reason="Destination URI either not enabled for SIP or does not exist";source="pool01.contoso.com"',
  );
  isSigned(t, phone, response);
  t.like(eventsOf(context.journal, 'front-end.refused')[0], { status: 404, errorId: 4005, problem: 'unknown-user' });
  t.is(context.pool.bindings.all(context.clock.elapsed()).length, 0);
});

test('nobody binds another user: To must be From', async (t) => {
  const context = await testContext();
  const phone = await authenticatedPhone(t, context);
  const response = await phone.ask({ to: '<sip:jeff@contoso.com>' });
  t.is(response.status, 403);
  t.regex(header(response, 'ms-diagnostics-public') ?? '', /^4004;/);
  t.is(context.pool.bindings.all(context.clock.elapsed()).length, 0);
});

test('contacts and times nobody can read are a bad request, signed', async (t) => {
  const context = await testContext();
  const phone = await authenticatedPhone(t, context);
  const contacts = [`${testContact}, ${testContact}`, '*', `${testContact};expires=soon`];
  for (const contact of contacts) {
    const response = await phone.ask({ contact });
    t.is(response.status, 400, contact);
    isSigned(t, phone, response);
  }
  t.is((await phone.ask({ extra: [{ name: 'Expires', value: '-1' }] })).status, 400);
  t.is((await phone.ask()).status, 200);
});

test('an instance that is not of the epid is recorded and accepted', async (t) => {
  const context = await testContext();
  const phone = await authenticatedPhone(t, context);
  const instance = '4b1682a8-f968-5701-83fc-7c6741dc6697';
  const response = await phone.ask({ contact: `<sip:10.0.0.21:1063>;+sip.instance="<urn:uuid:${instance}>"` });
  t.is(response.status, 200);
  t.regex(header(response, 'Contact') ?? '', new RegExp(instance));
  t.regex(eventsOf(context.journal, 'front-end.invalid')[0]?.problem ?? '', /do not belong together/);
});

test('a client that sends only its instance signs in with it', async (t) => {
  const context = await testContext();
  const phone = await authenticatedPhone(t, context, { fromParameters: '' });
  const response = await phone.ask();
  t.is(response.status, 200);
  t.like(eventsOf(context.journal, 'front-end.signed-in')[0], { epid: '34d859db-6585-5f91-a3b4-de853c15347d' });
});

test('a display name the client gave stays', async (t) => {
  const context = await testContext();
  const phone = await authenticatedPhone(t, context);
  const plain = phone.request();
  const from = '"A. Adams"<sip:alice@contoso.com>;tag=6b0e52f7a9;epid=c8ca638a15';
  const headers = plain.headers.map((each) => (each.name === 'From' ? { name: 'From', value: from } : each));
  const response = await phone.client.ask(phone.association.signed({ ...plain, headers }));
  t.is(header(response, 'From'), from);
});

test('the old Proxy-Authorization form of credentials is taken too', async (t) => {
  const context = await testContext();
  const phone = await authenticatedPhone(t, context);
  const signed = phone.signedRequest();
  const headers = signed.headers.map(({ name, value }) => ({
    name: name === 'Authorization' ? 'Proxy-Authorization' : name,
    value,
  }));
  t.is((await phone.client.ask({ ...signed, headers })).status, 200);
});

test('an association is not bound to the connection it was made on', async (t) => {
  const context = await testContext();
  const frontEnd = new FrontEnd(context);
  const certificate = await userCertificate(context);
  const phone = await (await TestPhone.connected(t, frontEnd, { certificate })).authenticated();
  t.is((await connect(t, frontEnd).ask(phone.signedRequest())).status, 200);
});
