import test from 'ava';
import { ScenarioClock } from '../../../harness/foundation/clock/index.js';
import { FrontEnd, HALF_OPEN_MS, MAX_HALF_OPEN } from '../../../harness/servers/front-end/index.js';
import { header, type SipResponse } from '../../../harness/wire/sip/index.js';
import { eventsOf, testContext, testDate } from '../deployment.js';
import { challenge, handshakeHeader, TestPhone, userCertificate } from './phone.js';
import { newClient, request } from './sip-client.js';

const diagnostics = '1000;reason="Final handshake failed";source="pool01.contoso.com"';

function isFailure(response: SipResponse): boolean {
  return (
    response.status === 401 && header(response, 'ms-diagnostics') === diagnostics && challenge(response).has('sts-uri')
  );
}

test('tokens that are no TLS, an alert, not base64 or empty fail the handshake with the list and 1000', async (t) => {
  const context = await testContext();
  const client = newClient(t, context);
  const tokens = ['', 'AAAA', '*', 'AAA', Buffer.from('15030100020228', 'hex').toString('base64'), 'A'.repeat(44_000)];
  for (const token of tokens) {
    t.true(isFailure(await client.ask(request({ extra: [handshakeHeader(token)] }))), token.slice(0, 20));
  }
  t.is(eventsOf(context.journal, 'front-end.refused').length, tokens.length);
  t.is(eventsOf(context.journal, 'harness.error').length, 0);
});

test('a wrong opaque in step 3 fails; the right one is not used up by it', async (t) => {
  const context = await testContext();
  const certificate = await userCertificate(context);
  const phone = await TestPhone.connected(t, new FrontEnd(context), { certificate });
  const first = await phone.first();
  t.true(isFailure(await phone.client.ask(phone.request({ extra: [handshakeHeader('AAAA', '00000000')] }))));
  t.is(eventsOf(context.journal, 'front-end.refused')[0]?.problem, 'unknown-handshake');
  await phone.finish(await phone.second(first));
  t.is((await phone.ask()).status, 200);
});

test('a handshake goes on only for the user and endpoint that began it', async (t) => {
  const context = await testContext();
  const frontEnd = new FrontEnd(context);
  const certificate = await userCertificate(context);
  const phone = await TestPhone.connected(t, frontEnd, { certificate });
  const first = await phone.first();
  for (const parts of [{ user: 'jeff@contoso.com' }, { fromParameters: ';epid=0102030405' }]) {
    const stolen = phone.request({ ...parts, extra: [handshakeHeader('AAAA', phone.opaque)] });
    t.true(isFailure(await phone.client.ask(stolen)));
  }
  await phone.finish(await phone.second(first));
  t.is((await phone.ask()).status, 200);
});

test('a failed handshake cannot be continued', async (t) => {
  const context = await testContext();
  const phone = await TestPhone.connected(t, new FrontEnd(context), { certificate: await userCertificate(context) });
  const first = await phone.first();
  t.true(isFailure(await phone.client.ask(phone.request({ extra: [handshakeHeader('AAAA', phone.opaque)] }))));
  t.true(isFailure(await phone.second(first)));
});

test('a handshake left half open is forgotten after 15 minutes and not before', async (t) => {
  const clock = new ScenarioClock({ start: testDate, waits: 'real' });
  const context = await testContext({ clock });
  const frontEnd = new FrontEnd(context, { idleTimeoutMs: 10 * HALF_OPEN_MS });
  const certificate = await userCertificate(context);
  const early = await TestPhone.connected(t, frontEnd, { certificate });
  const late = await TestPhone.connected(t, frontEnd, { certificate });
  const [earlyFirst, lateFirst] = [await early.first(), await late.first()];
  clock.advance(HALF_OPEN_MS - 60_000);
  t.false(isFailure(await early.second(earlyFirst)));
  clock.advance(60_001);
  t.true(isFailure(await late.second(lateFirst)));
  clock.stop();
});

test('of more handshakes than fit, the oldest is forgotten', async (t) => {
  const context = await testContext();
  const frontEnd = new FrontEnd(context);
  const certificate = await userCertificate(context);
  const oldest = await TestPhone.connected(t, frontEnd, { certificate });
  const newer = await TestPhone.connected(t, frontEnd, { certificate });
  const [oldestFirst, newerFirst] = [await oldest.first(), await newer.first()];
  for (let i = 0; i < MAX_HALF_OPEN - 1; i++) {
    const other = await TestPhone.connected(t, frontEnd, { certificate });
    t.false(isFailure(await other.first()));
  }
  t.true(isFailure(await oldest.second(oldestFirst)));
  t.false(isFailure(await newer.second(newerFirst)));
});
