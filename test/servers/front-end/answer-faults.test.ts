import { once } from 'node:events';
import test, { type ExecutionContext } from 'ava';
import { FaultPlan, type FiredFault } from '../../../harness/faults/index.js';
import { header } from '../../../harness/wire/sip/index.js';
import { parsed } from '../../faults/parse.js';
import { eventsOf, testContext } from '../deployment.js';
import { authenticatedPhone } from './phone.js';

/** A phone whose handshake is over, at a Front End with this fault. */
async function phoneWith(t: ExecutionContext, fault: Record<string, unknown>) {
  const fired: FiredFault[] = [];
  const faults = new FaultPlan([parsed(fault)], {
    resources: {
      chain: () => {
        throw new Error('no chain is wanted');
      },
      published: () => {
        throw new Error('no chain is wanted');
      },
    },
    record: (one) => fired.push(one),
  });
  const context = await testContext({ faults });
  return { phone: await authenticatedPhone(t, context), context, fired };
}

test('without a fault the answer is signed with the next number each time', async (t) => {
  const phone = await authenticatedPhone(t, await testContext());
  t.true(phone.association.check(await phone.ask()).ok);
  t.true(phone.association.check(await phone.ask()).ok);
});

test('an unsigned answer has no Authentication-Info', async (t) => {
  const { phone, fired } = await phoneWith(t, { at: 'front-end.register', do: 'unsigned' });
  const response = await phone.ask();
  t.is(response.status, 200);
  t.is(header(response, 'Authentication-Info'), undefined);
  t.is(fired.length, 1);
});

test('a bad signature is one, over a number that is right', async (t) => {
  const { phone, fired } = await phoneWith(t, { at: 'front-end.register', do: 'bad-signature', when: { nth: 1 } });
  const refused = phone.association.check(await phone.ask());
  t.is(refused.ok ? 'ok' : refused.problem, 'bad-signature');
  t.true(phone.association.check(await phone.ask()).ok);
  t.is(fired.length, 1);
});

test('a stale number is refused as a replay; the first answer has none to repeat', async (t) => {
  const { phone, fired } = await phoneWith(t, { at: 'front-end.register', do: 'stale-number' });
  t.true(phone.association.check(await phone.ask()).ok);
  t.is(fired.length, 0);
  const again = phone.association.check(await phone.ask());
  t.is(again.ok ? 'ok' : again.problem, 'replayed');
  t.is(fired.length, 1);
});

test('another status is signed, and nobody counts as signed in by it', async (t) => {
  const { phone, context } = await phoneWith(t, {
    at: 'front-end.register',
    do: 'status',
    status: 503,
    when: { nth: 1 },
  });
  const refused = await phone.ask();
  t.is(refused.status, 503);
  t.true(phone.association.check(refused).ok);
  t.is(eventsOf(context.journal, 'front-end.signed-in').length, 0);
  t.is((await phone.ask()).status, 200);
  t.is(eventsOf(context.journal, 'front-end.signed-in').length, 1);
});

test('a lost answer signs nobody in, and the connection lives', async (t) => {
  const { phone, context, fired } = await phoneWith(t, { at: 'front-end.register', do: 'drop', when: { nth: 1 } });
  phone.client.send(phone.signedRequest());
  // Messages are answered in order: this answer shows that the other is not to come.
  const next = await phone.ask({ method: 'OPTIONS' });
  t.regex(header(next, 'CSeq') ?? '', /OPTIONS$/);
  t.is(fired.length, 1);
  t.is(eventsOf(context.journal, 'front-end.signed-in').length, 0);
  t.is(eventsOf(context.journal, 'front-end.response').filter(({ status }) => status === 200).length, 1);
});

test('a reset ends the connection with an error, a close without one', async (t) => {
  for (const [word, code] of [
    ['reset', 'ECONNRESET'],
    ['close', undefined],
  ] as const) {
    const { phone } = await phoneWith(t, { at: 'front-end.register', do: word });
    let error: NodeJS.ErrnoException | undefined;
    phone.client.stream.on('error', (thrown: NodeJS.ErrnoException) => {
      error = thrown;
    });
    const closed = once(phone.client.stream, 'close').catch(() => {});
    phone.client.send(phone.signedRequest());
    await closed;
    t.is(error?.code, code, word);
  }
});

test('garbage follows the answer', async (t) => {
  const { phone } = await phoneWith(t, { at: 'front-end.other', do: 'garbage', text: 'no SIP at all' });
  const heard: Buffer[] = [];
  phone.client.stream.on('data', (bytes: Buffer) => heard.push(bytes));
  const response = await phone.ask({ method: 'OPTIONS' });
  t.is(response.status, 200);
  t.true(Buffer.concat(heard).toString('latin1').endsWith('\r\n\r\nno SIP at all'));
});
