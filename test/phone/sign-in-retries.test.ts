import test from 'ava';
import { register } from '../../harness/phone/steps/register.js';
import type { SipRequest } from '../../harness/wire/sip/index.js';
import { phoneWith } from './phone-with.js';
import { skip } from './plain-phone.js';
import { reply } from './registrar.js';

test('503 with Retry-After at sign-in is kept to; without it, or 403, there is no second try', async (t) => {
  const busy = (request: SipRequest, count: number) =>
    count === 1 ? reply(request, 503, 'Service Unavailable', [{ name: 'Retry-After', value: '120' }]) : undefined;
  const { context, requests, server } = await phoneWith(t, { ...skip, registrar: { before: busy } });
  const start = context.clock.elapsed();
  await register.run(context);
  const waited = context.clock.elapsed() - start;
  t.true(waited >= 120_000 && waited < 160_000, `${waited}`);
  t.is(requests.length, 5);
  t.is(server.seen.connections, 2);
  for (const status of [403, 404, 480, 503]) {
    const refusing = { before: (request: SipRequest) => reply(request, status, 'No') };
    const phone = await phoneWith(t, { ...skip, registrar: refusing });
    await t.throwsAsync(register.run(phone.context), {
      code: 'PHONE_REGISTER_REFUSED',
      message: new RegExp(`${status}`),
    });
    t.is(phone.requests.length, 1);
    t.is(
      phone.context.screen.text,
      status < 405
        ? 'Account used is not authorized'
        : 'Unable to contact Registrar for authentication. Please sign in again.',
    );
  }
});

test('504 passes by itself: five more tries a minute apart, and no more', async (t) => {
  const before = (request: SipRequest) => reply(request, 504, 'Server Time-out');
  const { context, requests } = await phoneWith(t, { ...skip, registrar: { before } });
  const start = context.clock.elapsed();
  await t.throwsAsync(register.run(context), { message: /504/ });
  t.is(requests.length, 6);
  t.true(context.clock.elapsed() - start >= 300_000);
});
