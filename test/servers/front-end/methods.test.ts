import test from 'ava';
import { header } from '../../../harness/wire/sip/index.js';
import { testContext } from '../deployment.js';
import { authenticatedPhone } from './phone.js';

const answers: readonly (readonly [method: string, status: number])[] = [
  ['OPTIONS', 200],
  ['SUBSCRIBE', 489],
  ['SERVICE', 415],
  ['INVITE', 404],
  ['INFO', 481],
  ['MESSAGE', 404],
  ['BYE', 481],
  ['FOO', 501],
];

test('signed requests other than REGISTER get a signed answer', async (t) => {
  const phone = await authenticatedPhone(t, await testContext());
  for (const [method, status] of answers) {
    const response = await phone.ask({ method });
    t.is(response.status, status, method);
    t.true(phone.association.check(response).ok, `${method} is signed`);
  }
});

test('OPTIONS tells the methods, SUBSCRIBE the events, an INVITE to nobody 4005', async (t) => {
  const phone = await authenticatedPhone(t, await testContext());
  t.is(header(await phone.ask({ method: 'OPTIONS' }), 'Allow'), 'REGISTER, SUBSCRIBE, SERVICE, OPTIONS, ACK, CANCEL');
  t.regex(header(await phone.ask({ method: 'SUBSCRIBE' }), 'Allow-Events') ?? '', /^[^ ]+$/);
  t.regex(header(await phone.ask({ method: 'INVITE' }), 'ms-diagnostics') ?? '', /^4005;/);
});

test('a signed ACK is dropped', async (t) => {
  const phone = await authenticatedPhone(t, await testContext());
  phone.client.send(phone.signedRequest({ method: 'ACK' }));
  t.is(header(await phone.ask(), 'CSeq')?.split(' ')[1], 'REGISTER');
});
