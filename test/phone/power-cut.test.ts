import test from 'ava';
import { EmulatedPhone } from '../../harness/phone/index.js';
import { at } from '../certs/chains.js';
import { keptRsaKey } from '../certs/kept-keys.js';
import { phoneOptions, recorded } from './bench.js';
import { street } from './street.js';

const keys = keptRsaKey();
const MINUTE = 60_000;

for (const [keepsTicket, words, tickets] of [
  [false, 'asks for another ticket', 2],
  [true, 'uses its ticket again', 1],
] as const) {
  test(`a phone whose certificate is nearly over after a power cut ${words}`, async (t) => {
    const { dial, web } = await street(t, { hoursOfFirstCertificate: 1 });
    const { options, journal } = phoneOptions(t, { dial, privateKey: await keys, powerOnDate: at, waits: 'skip' });
    const phone = new EmulatedPhone({ ...options, keepsTicket });
    const first = await phone.powerOn();
    await phone.close();
    await options.clock.sleep(5 * MINUTE);
    const second = await phone.powerOn();
    t.is(second.outcome, 'signed-in');
    t.not(second.certificate, first.certificate);
    t.is(web.requests.filter(({ path }) => path.endsWith('/pin')).length, tickets);
    const kept = recorded(journal, 'phone.step').filter(
      ({ step, state, detail }) => step === 'web-ticket' && state === 'done' && detail?.endsWith(', kept'),
    );
    t.is(kept.length, 2 - tickets);
    await phone.close();
  });
}
