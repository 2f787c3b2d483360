import test from 'ava';
import { ntlmAuthenticate, ntlmNegotiate } from '../../../harness/authentication/ntlm/index.js';
import { openWebTicket } from '../../../harness/authentication/web-ticket/index.js';
import { Secret } from '../../../harness/foundation/secret.js';
import { parseEnvelope, parseFault } from '../../../harness/wire/soap/index.js';
import { alicePassword, eventsOf } from '../deployment.js';
import { type Answer, settings, testWeb, type WebClient } from './client.js';
import { entropy, ticketRequest, windowsPath } from './sign-in.js';

interface Account {
  readonly user?: string;
  readonly domain?: string;
  readonly password?: string;
}

async function challengeOn(client: WebClient): Promise<Buffer> {
  const negotiate = { Authorization: `NTLM ${ntlmNegotiate().toString('base64')}` };
  const answer = await client.soap(windowsPath, '', negotiate);
  return Buffer.from(answer.headers.get('www-authenticate')?.replace(/^NTLM /, '') ?? '', 'base64');
}

function authorization(challenge: Buffer, account: Account): { Authorization: string } {
  const { user = 'alice', domain = 'CONTOSO', password = alicePassword } = account;
  const message = ntlmAuthenticate(challenge, { user, domain, password: new Secret(password) });
  return { Authorization: `NTLM ${message.toString('base64')}` };
}

async function askWindowsTicket(client: WebClient, account: Account = {}): Promise<Answer> {
  return await client.soap(windowsPath, ticketRequest(), authorization(await challengeOn(client), account));
}

test('NTLM on one connection gives a ticket: 401, 401 with the challenge, 200', async (t) => {
  const { context, client } = await testWeb(t);
  const one = client();
  const first = await one.soap(windowsPath, ticketRequest());
  t.is(first.status, 401);
  t.is(first.headers.get('www-authenticate'), 'NTLM');
  t.not(first.headers.get('connection'), 'close');
  const answer = await askWindowsTicket(one);
  t.is(answer.status, 200);
  t.is(openWebTicket(answer.text, entropy).user, 'sip:alice@contoso.com');
  t.like(eventsOf(context.journal, 'web-ticket.issued')[0], { user: 'alice@contoso.com', method: 'ntlm' });
  t.is(eventsOf(context.journal, 'web-ticket.refused').length, 0, 'the challenges are no refusals');
  t.is((await one.soap(windowsPath, ticketRequest())).status, 200, 'the connection stays authenticated');
});

for (const account of [
  { domain: 'contoso.com' },
  { domain: '' },
  { user: 'ALICE' },
  { user: 'alice@contoso.com', domain: '' },
]) {
  test(`the account may be written as ${JSON.stringify(account)}`, async (t) => {
    const { client } = await testWeb(t);
    t.is((await askWindowsTicket(client(), account)).status, 200);
  });
}

for (const [problem, account] of [
  ['wrong-password', { password: 'wrong' }],
  ['wrong-password', { password: '' }],
  ['unknown-user', { user: 'mallory' }],
  ['unknown-user', { domain: 'FABRIKAM' }],
] as const) {
  test(`${JSON.stringify(account)} is refused as ${problem} and the connection closed`, async (t) => {
    const { context, client } = await testWeb(t);
    const one = client();
    const answer = await askWindowsTicket(one, account);
    t.is(answer.status, 401);
    t.is(
      answer.headers.get('x-ms-diagnostics'),
      '28020;source="lyncweb.contoso.com";reason="No valid security token."',
    );
    t.is(answer.headers.get('connection'), 'close');
    t.like(eventsOf(context.journal, 'web-ticket.refused')[0], { method: 'ntlm', problem, errorId: 28020 });
    t.is(eventsOf(context.journal, 'web-ticket.issued').length, 0);
    await one.waitClosed();
  });
}

test('an answer does not count on another connection, nor twice', async (t) => {
  const { client } = await testWeb(t);
  const one = client();
  const answered = authorization(await challengeOn(one), {});
  t.is((await client().soap(windowsPath, ticketRequest(), answered)).status, 401);
  t.is((await one.soap(windowsPath, ticketRequest(), answered)).status, 200);
  t.is((await one.soap(windowsPath, ticketRequest(), answered)).status, 401);
});

test('a connection is authenticated for itself alone, and no longer once it is challenged again', async (t) => {
  const { client } = await testWeb(t);
  const one = client();
  t.is((await askWindowsTicket(one)).status, 200);
  t.is((await client().soap(windowsPath, ticketRequest())).status, 401);
  await challengeOn(one);
  t.is((await one.soap(windowsPath, ticketRequest())).status, 401);
});

for (const value of ['NTLM', 'NTLM AAAA', 'Negotiate YII=', 'Basic YWxpY2U6eA==', `NTLM ${'A'.repeat(8000)}`]) {
  test(`the credentials "${value.slice(0, 20)}" give no ticket`, async (t) => {
    const { client } = await testWeb(t);
    t.is((await client().soap(windowsPath, ticketRequest(), { Authorization: value })).status, 401);
  });
}

test('with Windows authentication off there is not even a challenge', async (t) => {
  const { context, client } = await testWeb(t, settings({ windowsAuthentication: false }));
  const answer = await client().soap(windowsPath, ticketRequest());
  t.is(answer.status, 500);
  t.is(parseFault(parseEnvelope(answer.body))?.errorId, 28029);
  t.is(eventsOf(context.journal, 'web-ticket.refused')[0]?.problem, 'windows-authentication-off');
});

test('over plain http nobody is challenged', async (t) => {
  const { client } = await testWeb(t);
  const answer = await client('web-http').soap(windowsPath, ticketRequest());
  t.is(answer.status, 403);
  t.is(answer.headers.get('www-authenticate'), undefined);
});

test('a body that is no request, from somebody authenticated, is refused: broken XML with its place, other XML with a fault', async (t) => {
  const { client } = await testWeb(t);
  const one = client();
  await askWindowsTicket(one);
  t.is((await one.soap(windowsPath, '<x/>')).status, 500);
  t.is((await one.soap(windowsPath, '<broken')).status, 400);
});
