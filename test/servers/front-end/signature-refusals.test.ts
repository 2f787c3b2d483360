import test from 'ava';
import { ScenarioClock } from '../../../harness/foundation/clock/index.js';
import { ASSOCIATION_MS, FrontEnd } from '../../../harness/servers/front-end/index.js';
import { header, type SipMessage, type SipResponse } from '../../../harness/wire/sip/index.js';
import { eventsOf, testContext, testDate } from '../deployment.js';
import { authenticatedPhone, challenge, TestPhone, userCertificate } from './phone.js';

/** The list of challenges and nothing that helps whoever sent the message. */
function isList(response: SipResponse): boolean {
  return (
    response.status === 401 &&
    challenge(response).has('sts-uri') &&
    header(response, 'Authentication-Info') === undefined &&
    header(response, 'ms-diagnostics') === undefined
  );
}

/** The message with one text in one header replaced, as somebody on the way would. */
function tampered(message: SipMessage, name: string, from: string | RegExp, to: string): SipMessage {
  const headers = message.headers.map((each) =>
    each.name === name ? { name, value: each.value.replace(from, to) } : each,
  );
  return { ...message, headers };
}

test('a wrong signature gets the list, is recorded, and leaves the association alone', async (t) => {
  const context = await testContext();
  const phone = await authenticatedPhone(t, context);
  const good = phone.signedRequest();
  const signature = /response="([0-9a-f]+)"/.exec(header(good, 'Authorization') ?? '')?.[1] ?? '';
  const wrong = tampered(
    good,
    'Authorization',
    signature,
    signature.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
  );
  const response = await phone.client.ask(wrong);
  t.true(isList(response));
  t.like(eventsOf(context.journal, 'front-end.refused')[0], {
    user: 'alice@contoso.com',
    status: 401,
    errorId: 0,
    problem: 'bad-signature',
  });
  const sent = Buffer.from(eventsOf(context.journal, 'front-end.response').at(-1)?.raw ?? '', 'base64').toString();
  t.false(sent.includes(signature));
  t.false(sent.includes('<TLS-DSK>'));
  t.is(context.pool.bindings.all(context.clock.elapsed()).length, 0);
  t.is((await phone.client.ask(good)).status, 200);
});

test('a signed message with a changed header is refused, whichever header a signature covers', async (t) => {
  const context = await testContext();
  const phone = await authenticatedPhone(t, context);
  const expires = { extra: [{ name: 'Expires', value: '600' }] };
  const changes: [string, string | RegExp, string][] = [
    ['Expires', '600', '0'],
    ['Call-ID', 'c0ffee', 'c0ffe0'],
    ['CSeq', /^\d+/, '99'],
    ['From', 'tag=6', 'tag=7'],
    ['To', 'alice', 'jeff'],
    ['Authorization', /crand="./, 'crand="x'],
  ];
  for (const [name, from, to] of changes) {
    t.true(isList(await phone.client.ask(tampered(phone.signedRequest(expires), name, from, to))), name);
  }
  const problems = eventsOf(context.journal, 'front-end.refused').map(({ problem }) => problem);
  t.deepEqual(
    problems,
    changes.map(() => 'bad-signature'),
  );
  t.is((await phone.ask(expires)).status, 200);
});

test('a message sent twice is refused the second time', async (t) => {
  const context = await testContext();
  const phone = await authenticatedPhone(t, context);
  const message = phone.signedRequest();
  t.is((await phone.client.ask(message)).status, 200);
  t.true(isList(await phone.client.ask(message)));
  t.is(eventsOf(context.journal, 'front-end.refused')[0]?.problem, 'replayed');
});

test('an association speaks only for the user and endpoint it was made with, under its opaque', async (t) => {
  const context = await testContext();
  const phone = await authenticatedPhone(t, context);
  for (const parts of [{ user: 'jeff@contoso.com' }, { fromParameters: ';epid=0102030405' }]) {
    t.true(isList(await phone.ask(parts)));
  }
  t.true(isList(await phone.client.ask(tampered(phone.signedRequest(), 'Authorization', phone.opaque, '00000000'))));
  t.true(isList(await phone.client.ask(tampered(phone.signedRequest(), 'Authorization', /opaque="[^"]*", /, ''))));
  const problems = eventsOf(context.journal, 'front-end.refused').map(({ problem }) => problem);
  t.deepEqual(problems, Array(4).fill('unknown-association'));
});

test('credentials that nobody can read are a bad request', async (t) => {
  const context = await testContext();
  const phone = await authenticatedPhone(t, context);
  const twice = tampered(phone.signedRequest(), 'Authorization', 'qop="auth"', 'qop="auth", qop="auth"');
  t.is((await phone.client.ask(twice)).status, 400);
});

test('an association ends after 8 hours and not before', async (t) => {
  const clock = new ScenarioClock({ start: testDate, waits: 'real' });
  const context = await testContext({ clock });
  const certificate = await userCertificate(context);
  const frontEnd = new FrontEnd(context, { idleTimeoutMs: 10 * ASSOCIATION_MS });
  const phone = await (await TestPhone.connected(t, frontEnd, { certificate })).authenticated();
  clock.advance(ASSOCIATION_MS - 60_000);
  t.is((await phone.ask()).status, 200);
  clock.advance(60_001);
  t.true(isList(await phone.ask()));
  t.is(eventsOf(context.journal, 'front-end.refused')[0]?.problem, 'unknown-association');
  clock.stop();
});

test('an association ends with the certificate that made it', async (t) => {
  const clock = new ScenarioClock({ start: testDate, waits: 'real' });
  const context = await testContext({ clock });
  const certificate = await userCertificate(context, { hours: 2 });
  const frontEnd = new FrontEnd(context, { idleTimeoutMs: 10 * ASSOCIATION_MS });
  const phone = await (await TestPhone.connected(t, frontEnd, { certificate })).authenticated();
  clock.advance(3_600_000);
  t.is((await phone.ask()).status, 200);
  clock.advance(3_600_001);
  t.true(isList(await phone.ask()));
  clock.stop();
});
