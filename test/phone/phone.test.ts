import test from 'ava';
import { type ErrorCode, HarnessError } from '../../harness/foundation/errors/index.js';
import { EmulatedPhone, type PhoneState } from '../../harness/phone/index.js';
import { at } from '../certs/chains.js';
import { keptRsaKey } from '../certs/kept-keys.js';
import { type BenchOptions, bench, password, phoneOptions, pin, recorded, typedPassword, typedPin } from './bench.js';
import { dhcpServer } from './dhcp-server.js';
import { street } from './street.js';

const keys = keptRsaKey();

/** Plain values only, the same after a journey through JSON, and without what a person typed in secret. */
function serialisable(
  state: PhoneState,
  t: { deepEqual(a: unknown, b: unknown): unknown; false(x: boolean): unknown },
) {
  const text = JSON.stringify(state);
  t.deepEqual(JSON.parse(text), state);
  t.false(text.includes(pin.reveal()) || text.includes('PRIVATE'));
}

test('by PIN, from power-on to signed in, and once more after a power cycle', async (t) => {
  const { dial, web, sip, root } = await street(t);
  const { options, journal } = phoneOptions(t, { dial, privateKey: await keys, powerOnDate: at });
  const phone = new EmulatedPhone(options);
  t.is(phone.state.step, 'off');
  serialisable(phone.state, t);
  const state = await phone.powerOn();
  t.is(state.failure, undefined);
  t.is(state.outcome, 'signed-in');
  t.is(state.screen, 'Signed in');
  t.is(state.sipAddress, 'alice@contoso.test');
  t.deepEqual(state.deliveredAnchors, [root.thumbprint]);
  t.regex(state.certificate ?? '', /^[0-9A-F]{40}$/);
  serialisable(state, t);
  const finished = recorded(journal, 'phone.step').filter(({ state: each }) => each !== 'started');
  t.deepEqual(
    finished.map(({ step, state: each }) => `${step} ${each}`),
    [
      'lease done',
      'time failed',
      'update-check failed',
      'discovery done',
      'root-chain done',
      'web-ticket done',
      'certificate done',
      'register done',
      'update-check failed',
    ],
  );
  t.deepEqual(
    recorded(journal, 'phone.outcome').map(({ outcome }) => outcome),
    ['signed-in'],
  );
  t.true(journal.events.every(({ observer, device }) => observer === 'phone' && device === '00:04:f2:aa:bb:cc'));
  const [posts, registers] = [web.requests.length, sip.requests.length];
  const again = await phone.powerOn();
  t.is(again.outcome, 'signed-in');
  t.is(again.certificate, state.certificate);
  t.is(web.requests.length, posts, 'the certificate was kept, so no web service was needed');
  t.is(sip.requests.length, registers + 4);
  await phone.signOut();
  t.is(phone.state.outcome, undefined);
  t.is(phone.state.certificate, undefined);
  await phone.close();
  t.false(JSON.stringify(journal.events).includes(pin.reveal()));
});

test('the step that failed is named in state, journal and outcome', async (t) => {
  const { dial } = await dhcpServer(t, () => []);
  const { options, journal } = phoneOptions(t, { dial, waits: 'skip' });
  const phone = new EmulatedPhone(options);
  const state = await phone.powerOn();
  t.is(state.outcome, 'sign-in-failed');
  t.is(state.step, 'lease');
  t.is(state.failure?.code, 'PHONE_NO_LEASE');
  t.is(state.failure?.step, 'lease');
  t.is(state.screen, 'Acquiring IP Address');
  serialisable(state, t);
  const [outcome] = recorded(journal, 'phone.outcome');
  t.is(outcome?.outcome, 'sign-in-failed');
  t.is(outcome?.step, 'lease');
  await phone.close();
});

test('a registrar it does not trust: the verdict and the way of refusing are in the state', async (t) => {
  const { dial, root } = await street(t);
  const { options } = phoneOptions(t, {
    dial,
    privateKey: await keys,
    powerOnDate: new Date('1999-01-01T00:00:00Z'),
    refusal: 'close-after-handshake',
  });
  const phone = new EmulatedPhone(options);
  const state = await phone.powerOn();
  await phone.close();
  t.is(state.step, 'register');
  t.is(state.failure?.code, 'PHONE_SERVER_UNTRUSTED');
  t.is(state.failure?.verdict?.reason, 'not-yet-valid');
  t.deepEqual(state.failure?.refusal, { how: 'close-after-handshake' });
  t.deepEqual(state.deliveredAnchors, [root.thumbprint]);
  serialisable(state, t);
});

test('switched off, every wait ends and nothing is told as an outcome', async (t) => {
  const { dial, requests } = await dhcpServer(t, () => {
    void phone.close();
    return [];
  });
  const { options, journal } = phoneOptions(t, { dial });
  const phone = new EmulatedPhone(options);
  await t.throwsAsync(phone.powerOn(), { code: 'PHONE_SWITCHED_OFF' });
  t.is(requests.length, 1);
  t.is(recorded(journal, 'phone.outcome').length, 0);
  const abort = new AbortController();
  const aborted = t.throwsAsync(phone.powerOn(abort.signal), { message: 'enough' });
  abort.abort(new Error('enough'));
  await aborted;
  await t.throwsAsync(phone.powerOn(AbortSignal.abort(new Error('too late'))), { message: 'too late' });
});

test('the same seed makes the same phone, another seed another one', (t) => {
  const make = (mac?: string) => {
    const { mac: given, ...options } = phoneOptions(t).options;
    t.truthy(given);
    return new EmulatedPhone(mac === undefined ? options : { ...options, mac }).state;
  };
  t.deepEqual([make().mac, make().serial], [make().mac, make().serial]);
  t.true(make().mac.startsWith('00:04:f2:'));
  t.is(make('0004.F2AA.BBCC').mac, '00:04:f2:aa:bb:cc');
});

test('what no person could have done to a phone is refused at once', (t) => {
  const withoutDomain = { signIn: 'usb', sipAddress: 'jeff', domain: 'CONTOSO', user: 'jeff', password } as const;
  const refusals: readonly (readonly [BenchOptions, ErrorCode])[] = [
    [{ model: 'CX900' }, 'PHONE_MODEL_UNKNOWN'],
    [{ firmware: '4.0' }, 'FIRMWARE_INVALID'],
    [{ model: 'CX700', typed: typedPin }, 'PHONE_CREDENTIALS_UNSUPPORTED'],
    [{ model: 'CX500', typed: typedPassword }, 'PHONE_CREDENTIALS_UNSUPPORTED'],
    [{ typed: { signIn: 'pin', number: 'alice', pin } }, 'PHONE_CREDENTIALS_INVALID'],
    [{ typed: withoutDomain }, 'PHONE_CREDENTIALS_INVALID'],
  ];
  for (const [given, code] of refusals) {
    const error = t.throws(() => new EmulatedPhone(phoneOptions(t, given).options), { instanceOf: HarnessError });
    t.is(error?.code, code);
  }
  t.notThrows(() => new EmulatedPhone(phoneOptions(t, { model: 'CX700', typed: typedPassword }).options));
});

test('a step context shows no secret', (t) => {
  const { context } = bench(t);
  t.false(JSON.stringify(context.typed).includes(pin.reveal()));
});
