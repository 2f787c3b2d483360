import test from 'ava';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { EmulatedPhone } from '../../harness/phone/index.js';
import { at } from '../certs/chains.js';
import { keptRsaKey } from '../certs/kept-keys.js';
import { phoneOptions, typedPin } from './bench.js';
import { street } from './street.js';

const keys = keptRsaKey();

test('signing in otherwise: signed out first, told the other number, and what was delivered stays', async (t) => {
  const { dial, web, sip } = await street(t);
  const { options } = phoneOptions(t, { dial, privateKey: await keys, powerOnDate: at });
  const phone = new EmulatedPhone(options);
  const first = await phone.powerOn();
  const told = (digits: string) => web.requests.filter(({ body }) => body.includes(`>${digits}<`)).length;
  const registrations = () => sip.requests.length;
  t.deepEqual([told('4711'), told('4242')], [1, 0]);
  const before = registrations();

  const refused = await t.throwsAsync(phone.signInWith({ ...typedPin, number: 'a' } as never), {
    instanceOf: HarnessError,
  });
  t.is(refused?.code, 'PHONE_CREDENTIALS_INVALID');
  t.is(phone.state.registered, 'TLS-DSK', 'nothing was done');
  t.is(registrations(), before);

  const second = await phone.signInWith({ ...typedPin, number: '4242' } as never);
  t.is(second.outcome, 'signed-in');
  t.deepEqual([told('4711'), told('4242')], [1, 1]);
  t.not(second.certificate, first.certificate, 'the certificate was the former user’s');
  t.deepEqual(second.deliveredAnchors, first.deliveredAnchors);
  t.is(registrations(), 2 * before + 1, 'one of them to sign out');
  await phone.softReset();
  await phone.powerOn();
  t.deepEqual([told('4711'), told('4242')], [1, 2], 'after a reset the same is typed again');
  await phone.close();
});
