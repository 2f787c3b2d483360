import test from 'ava';
import { EmulatedPhone } from '../../harness/phone/index.js';
import { CERTIFICATE_RESERVE_MS } from '../../harness/phone/stay/renew-certificate.js';
import { at } from '../certs/chains.js';
import { keptRsaKey } from '../certs/kept-keys.js';
import { phoneOptions, recorded } from './bench.js';
import { street } from './street.js';

const keys = keptRsaKey();
const HOUR = 3_600_000;

test('a certificate is renewed before its end, and the new one authenticates the phone', async (t) => {
  const { dial, sip } = await street(t, { hoursOfFirstCertificate: 4 });
  const { options, journal } = phoneOptions(t, { dial, privateKey: await keys, powerOnDate: at, waits: 'skip' });
  const phone = new EmulatedPhone(options);
  const first = await phone.powerOn();
  t.is(first.registered, 'TLS-DSK');
  const start = options.clock.elapsed();
  const state = await phone.stay(5 * HOUR);
  await phone.close();
  t.is(state.registered, 'TLS-DSK');
  t.not(state.certificate, first.certificate);
  t.is(state.screen, 'Signed in');
  const steps = journal.events.filter(({ type }) => type === 'phone.step') as unknown as {
    step: string;
    state: string;
    elapsed: number;
  }[];
  const renewed = steps.filter(({ step, state: each }) => step === 'renew-certificate' && each === 'done');
  t.is(renewed.length, 1);
  const left = 4 * HOUR - ((renewed[0]?.elapsed ?? 0) - start);
  t.true(left > CERTIFICATE_RESERVE_MS / 2 && left <= CERTIFICATE_RESERVE_MS + 60_000, `${left}`);
  t.true(sip.requests.length >= 8);
});

test('services that are away: tried again until the certificate is over; the phone stays as long as it may', async (t) => {
  const { dial, web } = await street(t, { hoursOfFirstCertificate: 4 });
  const { options, journal } = phoneOptions(t, { dial, privateKey: await keys, powerOnDate: at, waits: 'skip' });
  const phone = new EmulatedPhone(options);
  await phone.powerOn();
  web.server.closeAllConnections();
  web.server.close();
  const state = await phone.stay(3.75 * HOUR);
  await phone.close();
  t.is(state.registered, 'TLS-DSK');
  t.is(state.screen, 'Signed in');
  const failed = recorded(journal, 'phone.step').filter(
    ({ step, state: each }) => step === 'renew-certificate' && each === 'failed',
  );
  t.true(failed.length >= 4 && failed.length <= 5, `${failed.length} tries in three quarters of an hour`);
});
