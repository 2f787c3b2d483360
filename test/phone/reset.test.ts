import test from 'ava';
import { EmulatedPhone } from '../../harness/phone/index.js';
import { emptyMemory, factoryReset, forgetUser, type PhoneMemory, softReset } from '../../harness/phone/memory.js';
import { at } from '../certs/chains.js';
import { keptRsaKey } from '../certs/kept-keys.js';
import { phoneOptions, recorded } from './bench.js';
import { street } from './street.js';

const keys = keptRsaKey();

test('a soft reset clears the certificates: the next sign-in begins with the chain and a new certificate', async (t) => {
  const { dial, web, sip } = await street(t);
  const { options, journal } = phoneOptions(t, { dial, privateKey: await keys, powerOnDate: at });
  const phone = new EmulatedPhone(options);
  const first = await phone.powerOn();
  t.is(first.registered, 'TLS-DSK');
  const posts = web.requests.length;
  await phone.softReset();
  t.like(phone.state, { step: 'off', screen: '', deliveredAnchors: [], registrars: [] });
  t.deepEqual(
    [phone.state.outcome, phone.state.registered, phone.state.certificate],
    [undefined, undefined, undefined],
  );
  t.is(sip.requests.length, 4, 'nothing is said to the registrar');
  const second = await phone.powerOn();
  t.is(second.outcome, 'signed-in');
  t.is(web.requests.length, 2 * posts, 'everything was fetched again');
  t.not(second.certificate, first.certificate);
  t.is(
    recorded(journal, 'phone.step').filter(({ step, state }) => step === 'root-chain' && state === 'done').length,
    2,
  );
  await phone.factoryReset();
  t.is(phone.state.certificate, undefined);
  t.is((await phone.powerOn()).outcome, 'signed-in');
  await phone.close();
});

test('what each way of forgetting leaves', (t) => {
  const full = (): PhoneMemory => ({
    ...emptyMemory('4.0.7577.4420'),
    registrars: ['lyncfe.contoso.test'],
    sipAddress: 'alice@contoso.test',
    certificateService: 'https://web.contoso.test',
    ticket: { service: '', audience: '', sipAddress: '', securityXml: '', expires: new Date(0) },
    certificate: { certificate: Buffer.alloc(0), privateKey: {} as never, thumbprint: 'X', notAfter: new Date(0) },
    intermediates: [Buffer.alloc(1)],
    contacts: new Set(['bob@contoso.test']),
    publications: new Map([['note 0 2', 1]]),
    provisioned: { groups: ['ServerConfiguration'] },
  });
  const left = (forget: (memory: PhoneMemory) => void) => {
    const memory = full();
    forget(memory);
    return Object.entries(memory).flatMap(([name, value]) => {
      const size = Array.isArray(value) ? value.length : value instanceof Map || value instanceof Set ? value.size : 1;
      return size === 0 ? [] : [name];
    });
  };
  t.deepEqual(left(forgetUser), ['flash', 'registrars', 'intermediates', 'certificateService', 'provisioned']);
  t.deepEqual(left(softReset), ['flash', 'provisioned']);
  t.deepEqual(left(factoryReset), ['flash']);
});

test('a phone that is not signed in has nothing to stay for, and one that is switched off does not stay', async (t) => {
  const { dial } = await street(t);
  const { options } = phoneOptions(t, { dial, privateKey: await keys, powerOnDate: at });
  const phone = new EmulatedPhone(options);
  t.is((await phone.stay(3_600_000)).step, 'off');
  await phone.powerOn();
  const stay = phone.stay(3_600_000);
  await phone.close();
  await t.throwsAsync(stay, { code: 'PHONE_SWITCHED_OFF' });
  await phone.powerOn();
  await phone.signOut();
  t.is((await phone.stay(3_600_000)).registered, undefined);
});
