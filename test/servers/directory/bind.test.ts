import test from 'ava';
import { ntlmAuthenticate, ntlmNegotiate } from '../../../harness/authentication/ntlm/index.js';
import { Secret } from '../../../harness/foundation/secret.js';
import { type BindCredentials, resultName, WHO_AM_I } from '../../../harness/wire/ldap/index.js';
import { decodeSpnego, encodeSpnegoInit, encodeSpnegoResponse } from '../../../harness/wire/spnego/index.js';
import { alice, alicePassword, eventsOf } from '../deployment.js';
import { base, directory, type TestClient } from './client.js';

async function whoAmI(client: TestClient): Promise<string | undefined> {
  const answer = await client.ask({ kind: 'extendedRequest', name: WHO_AM_I });
  return answer?.kind === 'extendedResponse' ? answer.value?.toString() : undefined;
}

async function sasl(client: TestClient, mechanism: string, token: Buffer) {
  const credentials: BindCredentials = { method: 'sasl', mechanism, token };
  const answer = await client.ask({ kind: 'bindRequest', version: 3, name: '', credentials });
  if (answer?.kind !== 'bindResponse') throw new Error('no bind response');
  return { result: resultName(answer.code), token: answer.token, message: answer.message };
}

const credentials = { user: 'alice', domain: 'CONTOSO', password: new Secret(alicePassword) };

for (const name of [
  'CONTOSO\\alice',
  'contoso.com\\Alice',
  'alice@contoso.com',
  `cn=alice adams, cn=users,${base}`,
  'Alice Adams',
]) {
  test(`a simple bind as ${name}`, async (t) => {
    const client = (await directory(t)).connect();
    t.like(await client.bind(name, alicePassword), { result: 'success' });
    t.is(await whoAmI(client), 'u:CONTOSO\\alice');
  });
}

test('wrong binds are refused with the number Windows gives, and leave nobody bound', async (t) => {
  const client = (await directory(t)).connect();
  t.like(await client.bind('CONTOSO\\alice', alicePassword), { result: 'success' });
  const wrong = await client.bind('CONTOSO\\alice', 'guess');
  t.is(wrong?.result, 'invalidCredentials');
  t.regex(wrong?.message ?? '', /AcceptSecurityContext error, data 52e/);
  t.is(await whoAmI(client), '');
  t.regex((await client.bind('FABRIKAM\\alice', alicePassword))?.message ?? '', /data 525/);
  t.like(await client.bind('', ''), { result: 'success' });
  t.is(await whoAmI(client), '');
});

test('accounts that are locked or disabled are told apart', async (t) => {
  const locked = { ...alice, accountLocked: true };
  const { connect, context } = await directory(t, {}, { deployment: { users: [locked] } });
  t.regex((await connect().bind('CONTOSO\\alice', alicePassword))?.message ?? '', /data 775/);
  const other = await directory(t);
  other.context.pool.accounts.disable(alice);
  t.regex((await other.connect().bind('CONTOSO\\alice', alicePassword))?.message ?? '', /data 533/);
  t.like(eventsOf(context.journal, 'ldap.bind')[0], { problem: 'account-locked', result: 'invalidCredentials' });
});

for (const mechanism of ['GSS-SPNEGO', 'GSSAPI', 'NTLM']) {
  test(`NTLM in ${mechanism}`, async (t) => {
    const { connect, context } = await directory(t);
    const client = connect();
    const wrapped = mechanism !== 'NTLM';
    const first = await sasl(
      client,
      mechanism,
      wrapped ? encodeSpnegoInit(['NTLM'], ntlmNegotiate()) : ntlmNegotiate(),
    );
    t.is(first.result, 'saslBindInProgress');
    const challenge = wrapped ? decodeSpnego(first.token ?? Buffer.alloc(0)).token : first.token;
    const answer = ntlmAuthenticate(challenge ?? Buffer.alloc(0), credentials);
    const last = await sasl(client, mechanism, wrapped ? encodeSpnegoResponse('accept-incomplete', answer) : answer);
    t.is(last.result, 'success');
    t.is(await whoAmI(client), 'u:CONTOSO\\alice');
    t.like(eventsOf(context.journal, 'ldap.bind')[1], { method: mechanism, user: 'alice', domain: 'CONTOSO' });
  });
}

test('a client that prefers Kerberos is asked for NTLM', async (t) => {
  const client = (await directory(t)).connect();
  const first = await sasl(client, 'GSS-SPNEGO', encodeSpnegoInit(['Kerberos', 'NTLM'], Buffer.from('ticket')));
  t.is(first.result, 'saslBindInProgress');
  t.like(decodeSpnego(first.token ?? Buffer.alloc(0)), { state: 'request-mic' });
  const second = await sasl(client, 'GSS-SPNEGO', encodeSpnegoResponse('accept-incomplete', ntlmNegotiate()));
  const challenge = decodeSpnego(second.token ?? Buffer.alloc(0)).token ?? Buffer.alloc(0);
  const answer = encodeSpnegoResponse('accept-incomplete', ntlmAuthenticate(challenge, credentials));
  t.is((await sasl(client, 'GSS-SPNEGO', answer)).result, 'success');
});

test('Kerberos alone, other mechanisms and rubbish are refused', async (t) => {
  const client = (await directory(t)).connect();
  t.is((await sasl(client, 'GSS-SPNEGO', encodeSpnegoInit(['Kerberos']))).result, 'invalidCredentials');
  t.is((await sasl(client, 'GSS-SPNEGO', Buffer.from('rubbish'))).result, 'invalidCredentials');
  t.is((await sasl(client, 'DIGEST-MD5', Buffer.alloc(0))).result, 'authMethodNotSupported');
  const early = await sasl(client, 'NTLM', ntlmAuthenticate(await challengeOf(t), credentials));
  t.is(early.result, 'invalidCredentials', 'an answer to a challenge of another connection');
});

async function challengeOf(t: Parameters<typeof directory>[0]): Promise<Buffer> {
  const client = (await directory(t)).connect();
  return (await sasl(client, 'NTLM', ntlmNegotiate())).token ?? Buffer.alloc(0);
}

test('a Sicily bind carries NTLM in three steps', async (t) => {
  const client = (await directory(t)).connect();
  const step = (kind: 'discovery' | 'negotiate' | 'response', token: Buffer) =>
    client.ask({ kind: 'bindRequest', version: 3, name: '', credentials: { method: 'sicily', step: kind, token } });
  t.like(await step('discovery', Buffer.alloc(0)), { code: 0, matchedDn: 'NTLM' });
  let raw: Buffer = Buffer.alloc(0);
  client.stream.once('data', (bytes: Buffer) => {
    raw = bytes;
  });
  await step('negotiate', ntlmNegotiate());
  const challenge = raw.subarray(raw.indexOf('NTLMSSP'), raw.length - 2);
  t.like(await step('response', ntlmAuthenticate(challenge, credentials)), { code: 0 });
  t.is(await whoAmI(client), 'u:CONTOSO\\alice');
});

test('where signing is required, an unprotected bind with a password is refused, and nobody may still bind', async (t) => {
  const client = (await directory(t, { signingRequired: true })).connect();
  const refused = await client.bind('CONTOSO\\alice', alicePassword);
  t.is(refused?.result, 'strongerAuthRequired');
  t.like(await client.bind('', ''), { result: 'success' });
  const first = await sasl(client, 'NTLM', ntlmNegotiate());
  const last = await sasl(client, 'NTLM', ntlmAuthenticate(first.token ?? Buffer.alloc(0), credentials));
  t.is(last.result, 'strongerAuthRequired');
});

test('no password and no NTLM answer reaches the journal', async (t) => {
  const { connect, context } = await directory(t);
  const client = connect();
  await client.bind('CONTOSO\\alice', alicePassword);
  const first = await sasl(client, 'NTLM', ntlmNegotiate());
  const answer = ntlmAuthenticate(first.token ?? Buffer.alloc(0), credentials);
  await sasl(client, 'NTLM', answer);
  const kept = context.journal.events.map(({ raw }) => Buffer.from(raw ?? '', 'base64'));
  t.true(kept.some((bytes) => bytes.includes('CONTOSO\\alice')));
  t.false(kept.some((bytes) => bytes.includes(alicePassword) || bytes.includes(answer.subarray(0, 64))));
});
