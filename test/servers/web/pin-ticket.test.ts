import test from 'ava';
import { openWebTicket } from '../../../harness/authentication/web-ticket/index.js';
import { LOCAL_LIMIT } from '../../../harness/pool/index.js';
import { usersOfNumber } from '../../../harness/servers/web/web-ticket/users-of-number.js';
import { parseEnvelope, parseFault, readUsernameToken, writeUsernameToken } from '../../../harness/wire/soap/index.js';
import { alice, alicePin, eventsOf, jeff, jeffPin } from '../deployment.js';
import { settings, testWeb } from './client.js';
import { askPinTicket, certificateUrl, entropy, pinPath, ticketRequest } from './sign-in.js';

for (const [what, number] of [
  ['an extension', '1001'],
  ['a whole number', '+12065551001'],
  ['a number without its plus', '12065551001'],
  ['a number as people write it', '+1 (206) 555-1001'],
  ['the last digits of a number', '5551001'],
] as const) {
  test(`${what} and the right PIN give a ticket`, async (t) => {
    const { context, client } = await testWeb(t);
    const answer = await askPinTicket(client(), number, alicePin);
    t.is(answer.status, 200);
    const ticket = openWebTicket(answer.text, entropy);
    t.is(ticket.user, 'sip:alice@contoso.com');
    t.like(eventsOf(context.journal, 'web-ticket.issued')[0], {
      user: 'alice@contoso.com',
      method: 'pin',
      audience: certificateUrl,
    });
    t.is(eventsOf(context.journal, 'web-ticket.refused').length, 0);
  });
}

test('the PIN port answers in any case of its path', async (t) => {
  const { client } = await testWeb(t);
  const body = ticketRequest(writeUsernameToken('1001', alicePin));
  for (const path of ['/WebTicket/WebTicketService.svc/Pin', '/webticket/webticketservice.svc/PIN/']) {
    t.is((await client().soap(path, body)).status, 200);
  }
});

test('values in base64 give a ticket, too', async (t) => {
  const { client } = await testWeb(t);
  const credentials = writeUsernameToken('1001', alicePin, 'base64');
  t.is(readUsernameToken(parseEnvelope(ticketRequest(credentials)).header)?.rule, 'base64');
  t.is((await client().soap(pinPath, ticketRequest(credentials))).status, 200);
});

for (const [problem, number, pin, errorId] of [
  ['incorrect-pin', '1001', '730250', 28020],
  ['incorrect-pin', '1001', jeffPin, 28020],
  ['incorrect-pin', '1001', '', 28020],
  ['unknown-user', '1999', alicePin, 28020],
  ['unknown-user', '01', alicePin, 28020],
] as const) {
  test(`number ${number} with the PIN "${pin}" is refused as ${problem}`, async (t) => {
    const { context, client } = await testWeb(t);
    const answer = await askPinTicket(client(), number, pin);
    t.is(answer.status, 500);
    t.is(answer.headers.get('content-type'), 'text/xml; charset=utf-8');
    t.like(parseFault(parseEnvelope(answer.body)), { code: 'FailedAuthentication', errorId });
    t.like(eventsOf(context.journal, 'web-ticket.refused')[0], { method: 'pin', problem, errorId, account: number });
    t.is(eventsOf(context.journal, 'web-ticket.issued').length, 0);
  });
}

test('after too many wrong PINs the right one is refused as locked, until an administrator unlocks', async (t) => {
  const { context, client } = await testWeb(t);
  const one = client();
  for (let tries = 0; tries < LOCAL_LIMIT; tries++) t.is((await askPinTicket(one, '1001', '000000')).status, 500);
  t.is((await askPinTicket(one, '1001', alicePin)).status, 500);
  t.is(eventsOf(context.journal, 'web-ticket.refused').at(-1)?.problem, 'locked');
  t.is((await askPinTicket(one, '1002', jeffPin)).status, 200, 'another user is not locked');
  context.pool.pinLocks.unlock('alice@contoso.com');
  t.is((await askPinTicket(one, '1001', alicePin)).status, 200);
});

test('a right PIN ends the counting of wrong ones', async (t) => {
  const { client } = await testWeb(t);
  const one = client();
  for (let tries = 0; tries < LOCAL_LIMIT - 1; tries++) await askPinTicket(one, '1001', '000000');
  t.is((await askPinTicket(one, '1001', alicePin)).status, 200);
  await askPinTicket(one, '1001', '000000');
  t.is((await askPinTicket(one, '1001', alicePin)).status, 200);
});

test('with PIN authentication off the right PIN is refused with 28029', async (t) => {
  const { context, client } = await testWeb(t, settings({ pinAuthentication: false }));
  const answer = await askPinTicket(client(), '1001', alicePin);
  t.is(parseFault(parseEnvelope(answer.body))?.errorId, 28029);
  t.like(eventsOf(context.journal, 'web-ticket.refused')[0], { problem: 'pin-authentication-off', errorId: 28029 });
});

for (const service of ['web-http', 'web-http-8080'] as const) {
  test(`a PIN sent over ${service} is not looked at`, async (t) => {
    const { context, client } = await testWeb(t);
    const answer = await askPinTicket(client(service), '1001', alicePin);
    t.is(answer.status, 403);
    t.is(eventsOf(context.journal, 'web-ticket.issued').length, 0);
    t.is(eventsOf(context.journal, 'web-ticket.refused')[0]?.problem, 'not-https');
  });
}

test('a request without a credential is refused and kept to be learnt from', async (t) => {
  const kept: Buffer[] = [];
  const { context, client } = await testWeb(t, { capture: (_label, body) => `kept-${kept.push(body)}` });
  const body = ticketRequest();
  t.is((await client().soap(pinPath, body)).status, 500);
  t.is(eventsOf(context.journal, 'web-ticket.refused')[0]?.problem, 'no-credential');
  t.is(eventsOf(context.journal, 'web.unknown-request')[0]?.capture, 'kept-1');
  const [whole = t.fail()] = kept;
  const secret = /(?<=<wst:BinarySecret>)[^<]+/;
  t.is(
    String(whole),
    body.replace(secret, (value) => '*'.repeat(value.length)),
  );
});

test('a credential without a request for a ticket gives none', async (t) => {
  const { context, client } = await testWeb(t);
  const body = ticketRequest(writeUsernameToken('1001', alicePin)).replaceAll('RequestSecurityToken', 'Something');
  t.is((await client().soap(pinPath, body)).status, 500);
  t.is(eventsOf(context.journal, 'web-ticket.issued').length, 0);
});

test('users with one number are told apart by their PINs', async (t) => {
  const twins = [alice, { ...jeff, extension: '1001', phoneNumber: alice.phoneNumber }];
  const { client } = await testWeb(t, { deployment: { users: twins } });
  const answer = await askPinTicket(client(), '1001', jeffPin);
  t.is(openWebTicket(answer.text, entropy).user, 'sip:jeff@contoso.com');
});

test('a whole extension counts before the last digits of a number', (t) => {
  const short = { ...jeff, extension: '51001' };
  t.deepEqual(usersOfNumber([alice, short], '51001'), [short]);
  t.deepEqual(usersOfNumber([alice, short], '551001'), [alice]);
  t.deepEqual(usersOfNumber([alice, { ...jeff, phoneNumber: '+12065550000;ext=77' }], '77').length, 1);
  t.deepEqual(usersOfNumber([alice, jeff], 'alice'), []);
  t.deepEqual(usersOfNumber([alice, jeff], '002'), [], 'three digits are too few for the end of a number');
});
