import test from 'ava';
import { register } from '../../harness/phone/steps/register.js';
import { host } from '../certs/chains.js';
import { a } from './dns-server.js';
import { phoneWith } from './phone-with.js';

/** Another place, which a phone comes to only when the one it knows is not there. */
const elsewhere = { 'sip.contoso.test A': [a('sip.contoso.test', '10.0.0.99')] };

test('a registrar that took the user is remembered with its addresses', async (t) => {
  const { context } = await phoneWith(t);
  await register.run(context);
  t.deepEqual(context.memory.lastRegistrar, { host, port: 5061, addresses: ['10.0.0.61'] });
});

test('where discovery and DNS fail the remembered registrar is used at its old address', async (t) => {
  const { context, server } = await phoneWith(t, { zone: { [`${host} A`]: [] } });
  context.memory.registrars = [];
  context.memory.lastRegistrar = { host, port: 5061, addresses: ['10.0.0.61'] };
  await register.run(context);
  t.is(server.requests.length, 4);
});

test('its addresses serve for no other name', async (t) => {
  const { context, server } = await phoneWith(t, { zone: { [`${host} A`]: [] } });
  context.memory.lastRegistrar = { host: 'other.contoso.test', port: 5061, addresses: ['10.0.0.61'] };
  // It would present a certificate for the wrong name there, and be refused; under its own it is not found at all.
  const error = await t.throwsAsync(register.run(context), { code: 'PHONE_SERVER_UNTRUSTED' });
  t.regex(error?.message ?? '', /other\.contoso\.test/);
  t.is(server.requests.length, 0);
});

test('the remembered registrar comes before what DNS says; a failure there starts the whole list', async (t) => {
  const { context, asked } = await phoneWith(t, {
    zone: elsewhere,
    extraDial: { 'tcp 10.0.0.98:5061': '127.0.0.1:1' },
  });
  context.memory.lastRegistrar = { host: 'old.contoso.test', port: 5061, addresses: ['10.0.0.98'] };
  await register.run(context);
  t.deepEqual(asked.slice(0, 2), ['udp old.contoso.test A', `udp ${host} A`]);
  t.is(context.memory.lastRegistrar.host, host);
});
