import test from 'ava';
import { openWebTicket } from '../../../../harness/authentication/web-ticket/index.js';
import {
  defaultWebTicketSettings,
  type PinState,
  type WebTicketSettings,
} from '../../../../harness/deployment/index.js';
import { ScenarioClock } from '../../../../harness/foundation/clock/index.js';
import { Secret } from '../../../../harness/foundation/secret.js';
import { GLOBAL_LIMITS, LOCK_MS, PinLocks } from '../../../../harness/pool/index.js';
import { parseEnvelope, parseFault, WS_SECURITY, writeUsernameToken } from '../../../../harness/wire/soap/index.js';
import { alice, alicePin, eventsOf, jeff, jeffPin, testDate } from '../../deployment.js';
import { testWeb } from '../client.js';
import { askPinTicket, entropy, pinPath, ticketRequest } from '../sign-in.js';

const settings = (changed: Partial<WebTicketSettings>) => ({ ...defaultWebTicketSettings, ...changed });
const policy = (changed: Partial<WebTicketSettings['pin']>) =>
  settings({ pin: { ...defaultWebTicketSettings.pin, ...changed } });

for (const [pinState, problem] of [
  ['expired', 'pin-expired'],
  ['not-set', 'pin-not-set'],
  ['not-enabled', 'pin-not-enabled'],
  ['locked', 'locked'],
  ['unauthorized', 'unauthorized'],
] as const satisfies readonly (readonly [PinState, string])[]) {
  test(`a PIN that is ${pinState} is refused as ${problem}, though it is right`, async (t) => {
    const { context, client } = await testWeb(t, { deployment: { users: [{ ...alice, pinState }] } });
    const answer = await askPinTicket(client(), '1001', alicePin);
    t.is(answer.status, 500);
    t.is(parseFault(parseEnvelope(answer.body))?.errorId, 28020);
    t.like(eventsOf(context.journal, 'web-ticket.refused')[0], {
      method: 'pin',
      problem,
      rule: 'raw',
      account: '1001',
    });
  });
}

test('who types a wrong PIN does not hear that it has expired', async (t) => {
  const { context, client } = await testWeb(t, { deployment: { users: [{ ...alice, pinState: 'expired' }] } });
  await askPinTicket(client(), '1001', '000000');
  t.is(eventsOf(context.journal, 'web-ticket.refused')[0]?.problem, 'incorrect-pin');
});

test('a disabled user, and a PIN shorter than the policy', async (t) => {
  const disabled = await testWeb(t, { deployment: { users: [{ ...alice, enabled: false }] } });
  await askPinTicket(disabled.client(), '1001', alicePin);
  t.is(eventsOf(disabled.context.journal, 'web-ticket.refused')[0]?.problem, 'user-disabled');
  const short = await testWeb(t, { deployment: { webTicket: policy({ minimumLength: 7 }) } });
  await askPinTicket(short.client(), '1001', alicePin);
  t.is(eventsOf(short.context.journal, 'web-ticket.refused')[0]?.problem, 'pin-too-short');
});

const twins = (pin: string) => [
  alice,
  { ...jeff, extension: '1001', phoneNumber: alice.phoneNumber, pin: new Secret(pin) },
];

test('two users of one number: told apart by PIN, ambiguous, or refused', async (t) => {
  const apart = await testWeb(t, { deployment: { users: twins(jeffPin) } });
  t.is(openWebTicket((await askPinTicket(apart.client(), '1001', jeffPin)).text, entropy).user, 'sip:jeff@contoso.com');
  const same = await testWeb(t, { deployment: { users: twins(alicePin) } });
  await askPinTicket(same.client(), '1001', alicePin);
  t.like(eventsOf(same.context.journal, 'web-ticket.refused')[0], {
    problem: 'pin-not-unique',
    detail: 'PinNotUnique',
  });
  const never = await testWeb(t, {
    deployment: { users: twins(jeffPin), webTicket: policy({ duplicateNumbers: 'refused' }) },
  });
  await askPinTicket(never.client(), '1001', jeffPin);
  t.like(eventsOf(never.context.journal, 'web-ticket.refused')[0], {
    problem: 'user-not-unique',
    detail: 'NonUniqueUser',
  });
});

test('locked after as many wrong PINs as the policy says, for an hour, or until an administrator unlocks', async (t) => {
  const clock = new ScenarioClock({ start: testDate, waits: 'skip' });
  const { context, client } = await testWeb(t, { clock, deployment: { webTicket: policy({ maximumAttempts: 3 }) } });
  const one = client();
  for (let n = 0; n < 3; n++) await askPinTicket(one, '1001', '000000');
  t.is((await askPinTicket(one, '1001', alicePin)).status, 500);
  t.is(eventsOf(context.journal, 'web-ticket.refused').at(-1)?.problem, 'locked');
  clock.advance(LOCK_MS);
  t.is((await askPinTicket(one, '1001', alicePin)).status, 200);
});

test('the global limit locks until an administrator unlocks; a right PIN ends the local count alone', (t) => {
  const locks = new PinLocks();
  let now = 0;
  for (let n = 1; n < GLOBAL_LIMITS.four; n++) {
    t.false(locks.failed('a', 4, now));
    locks.succeeded('a');
  }
  t.true(locks.failed('a', 4, now));
  now += 10 * LOCK_MS;
  t.true(locks.isLocked('a', now));
  locks.unlock('a');
  t.false(locks.isLocked('a', now));
  t.true(locks.isLocked('b', now, true));
  locks.unlock('b');
  t.false(locks.isLocked('b', now, true), 'the deployment’s lock, too');
  locks.lock('b');
  t.true(locks.isLocked('b', now));
});

test('what a phone is told is the scenario’s to say, reason by reason', async (t) => {
  const webTicket = settings({
    pinRefusals: { IncorrectPin: { errorId: 28041, text: 'Wrong PIN.', httpStatus: 403 } },
  });
  const { context, client } = await testWeb(t, { deployment: { webTicket } });
  const answer = await askPinTicket(client(), '1001', '000000');
  t.is(answer.status, 403);
  t.like(parseFault(parseEnvelope(answer.body)), { errorId: 28041, reason: 'Wrong PIN.', string: 'Wrong PIN.' });
  t.like(eventsOf(context.journal, 'web-ticket.refused')[0], { problem: 'incorrect-pin', errorId: 28041 });
  const other = await askPinTicket(client(), '1999', alicePin);
  t.is(other.status, 500);
  t.is(parseFault(parseEnvelope(other.body))?.errorId, 28020);
});

test('which reading gave number and PIN is recorded', async (t) => {
  const { context, client } = await testWeb(t);
  const guess = `<wsse:Security xmlns:wsse="${WS_SECURITY}"><a>1001</a><b>${alicePin}</b></wsse:Security>`;
  for (const credentials of [
    writeUsernameToken('1001', alicePin),
    writeUsernameToken('1001', alicePin, 'base64'),
    guess,
  ]) {
    t.is((await client().soap(pinPath, ticketRequest(credentials))).status, 200);
  }
  t.deepEqual(
    eventsOf(context.journal, 'web-ticket.issued').map(({ rule }) => rule),
    ['raw', 'base64', 'digits'],
  );
});

for (const number of ['+12065551001;ext=77', '12065551001;ext=77', '77', '2065551001', '1206555100177']) {
  test(`a LineUri with an extension is found by ${number}`, async (t) => {
    const user = { ...alice, phoneNumber: '+12065551001;ext=77' };
    const { client } = await testWeb(t, { deployment: { users: [user, jeff] } });
    t.is((await askPinTicket(client(), number, alicePin)).status, 200);
  });
}
