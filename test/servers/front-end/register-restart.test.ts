import test from 'ava';
import { FrontEnd } from '../../../harness/servers/front-end/index.js';
import { header, headerValues } from '../../../harness/wire/sip/index.js';
import { eventsOf, testContext } from '../deployment.js';
import { TestPhone, userCertificate } from './phone.js';
import { connect } from './sip-client.js';

test('a Front End that was started again challenges who signed in before, and finds the binding', async (t) => {
  const context = await testContext();
  const certificate = await userCertificate(context);
  const before = await (await TestPhone.connected(t, new FrontEnd(context), { certificate })).authenticated();
  t.is((await before.ask()).status, 200);
  const frontEnd = new FrontEnd(context);
  const challenged = await connect(t, frontEnd).ask(before.signedRequest());
  t.is(challenged.status, 401);
  t.true(headerValues(challenged, 'WWW-Authenticate').length > 0);
  t.like(eventsOf(context.journal, 'front-end.refused').at(-1), { status: 401, problem: 'unknown-association' });
  const after = await (await TestPhone.connected(t, frontEnd, { certificate })).authenticated();
  const response = await after.ask();
  t.is(header(response, 'presence-state'), 'register-action="refreshed"');
  t.is(headerValues(response, 'Contact').length, 1);
  t.is(eventsOf(context.journal, 'front-end.signed-in').length, 2);
});
