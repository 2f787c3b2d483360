import test from 'ava';
import type { DeregistrationEvent } from '../../harness/phone/sip/deregistration-notice.js';
import { staySignedIn } from '../../harness/phone/stay/stay.js';
import { host } from '../certs/chains.js';
import { a } from './dns-server.js';
import { grant, plain } from './plain-phone.js';
import { reply } from './registrar.js';
import { until } from './until.js';

const HOUR = 3_600_000;

for (const [event, screen, end] of [
  ['unregistered', 'Signed out', 'signed-out'],
  ['rejected', 'Account used is not authorized', 'signed-out'],
  ['deactivated', 'Signed in', 'time-over'],
] as const satisfies readonly (readonly [DeregistrationEvent, string, string])[]) {
  test(`the registrar ends the registration: ${event}`, async (t) => {
    const { context, registration, requests, server } = await plain(t);
    server.push({
      method: 'NOTIFY',
      headers: [{ name: 'Event', value: 'registration-notify' }],
      body: `deregistered;event=${event}`,
    });
    await until(() => server.responses.length === 1 && registration.disturbance !== undefined);
    t.is(server.responses[0]?.status, 200);
    t.false(registration.signedIn);
    t.is(await staySignedIn(context, context.clock.elapsed() + HOUR), end);
    t.is(context.screen.text, screen);
    t.is(requests.length, end === 'signed-out' ? 4 : 8);
    t.is(context.registration.current?.signedIn, end !== 'signed-out');
  });
}

test('preferred-registrar-change: the phone goes to the registrar it is told', async (t) => {
  const other = 'other.contoso.test';
  const { asked, context, registration, server } = await plain(t, {
    zone: { [`${other} A`]: [a(other, '10.0.0.61')] },
  });
  server.push({
    method: 'NOTIFY',
    headers: [
      { name: 'Event', value: 'registration-notify' },
      { name: 'P-Preferred-Registrar', value: `<sip:${other}:5061;transport=tls>` },
    ],
    body: 'deregistered;event=preferred-registrar-change',
  });
  await until(() => registration.disturbance !== undefined);
  const before = asked.length;
  await staySignedIn(context, context.clock.elapsed() + 60_000);
  t.is(asked[before], `udp ${other} A`);
  // Its certificate is another's, so the phone comes back to the one it knows.
  t.is(context.registration.current?.connection.registrar, `${host}:5061`);
});

test('who is not let in any more is told so, and the phone gives up', async (t) => {
  let refused = false;
  const { context, registration, requests, server } = await plain(t, {
    registrar: {
      answer: (request, response) => (refused ? reply(request, 403, 'Forbidden') : grant(7200)(request, response)),
    },
  });
  refused = true;
  server.cut();
  await until(() => registration.disturbance !== undefined);
  t.is(await staySignedIn(context, context.clock.elapsed() + HOUR), 'signed-out');
  t.is(context.screen.text, 'Account used is not authorized');
  t.is(requests.length, 8);
});

test('a notice outside the dialog of the registration ends nothing', async (t) => {
  const { registration, server } = await plain(t);
  server.push({
    method: 'NOTIFY',
    callId: 'of-another-dialog',
    headers: [{ name: 'Event', value: 'registration-notify' }],
    body: 'deregistered;event=rejected',
  });
  await until(() => server.responses.length === 1);
  t.is(server.responses[0]?.status, 481);
  await new Promise<void>((resolve) => setImmediate(resolve));
  t.true(registration.signedIn);
});
