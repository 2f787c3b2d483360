import test from 'ava';
import { FrontEnd } from '../../../harness/servers/front-end/index.js';
import { header } from '../../../harness/wire/sip/index.js';
import { eventsOf, testContext, testDeployment } from '../deployment.js';
import { TestPhone, userCertificate } from './phone.js';
import { clientOf, register, registrar, registrarsContext } from './registrars.js';

test('a Registrar that drains turns new sign-ins away with Retry-After; who is registered goes on and may leave', async (t) => {
  const { context } = await registrarsContext(t);
  const frontEnd = registrar(context);
  const client = clientOf(t, frontEnd);
  await register(client, '01010101', { cseq: 1 });
  frontEnd.registrar.draining = 300;
  const refused = await register(client, '02020202', { cseq: 2 });
  t.is(refused.status, 503);
  t.is(header(refused, 'Retry-After'), '300');
  t.regex(header(refused, 'ms-diagnostics') ?? '', /^1007;reason="[^"]+";source="pool01\.contoso\.com"$/);
  t.like(eventsOf(context.journal, 'front-end.refused')[0], { status: 503, errorId: 1007, problem: 'draining' });
  t.is((await register(client, '01010101', { cseq: 3 })).status, 200, 'a refresh');
  t.is((await register(client, '01010101', { cseq: 4, contact: '' })).status, 200, 'a query');
  const out = await register(client, '01010101', { cseq: 5, extra: [{ name: 'Expires', value: '0' }] });
  t.is(out.status, 200);
  t.is((await register(client, '01010101', { cseq: 6 })).status, 503, 'and not back in');
  frontEnd.registrar.draining = undefined;
  t.is((await register(client, '02020202', { cseq: 7 })).status, 200);
});

test('a registration that lapsed while the server drains is a new sign-in', async (t) => {
  const { clock, context } = await registrarsContext(t);
  const frontEnd = registrar(context);
  const client = clientOf(t, frontEnd);
  await register(client, '01010101', { extra: [{ name: 'Expires', value: '60' }] });
  frontEnd.registrar.draining = 300;
  clock.advance(60_000);
  t.is((await register(client, '01010101', { cseq: 2 })).status, 503);
});

test('the scenario drains the first pool; the refusal is signed and comes after the sign-in', async (t) => {
  const { frontEnd: settings } = await testDeployment();
  const context = await testContext({ deployment: { frontEnd: { ...settings, draining: 600 } } });
  const phone = await TestPhone.connected(t, new FrontEnd(context), { certificate: await userCertificate(context) });
  t.is((await phone.hello()).status, 401);
  const response = await (await phone.authenticated()).ask();
  t.is(response.status, 503);
  t.is(header(response, 'Retry-After'), '600');
  t.true(phone.association.check(response).ok);
  const { context: several } = await registrarsContext(t, { frontEnd: { draining: 600 } });
  t.is((await register(clientOf(t, registrar(several, 'backup')), '01010101')).status, 200);
});
