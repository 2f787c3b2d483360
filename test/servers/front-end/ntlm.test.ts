import test from 'ava';
import { defaultFrontEndSettings, type FrontEndSettings } from '../../../harness/deployment/index.js';
import { FrontEnd } from '../../../harness/servers/front-end/index.js';
import { AvId, decodeNtlm, hasFlag, NtlmFlag, SIP_CHALLENGE_FLAGS } from '../../../harness/wire/ntlm/index.js';
import { header, headerValues } from '../../../harness/wire/sip/index.js';
import { eventsOf, testContext } from '../deployment.js';
import { NtlmPhone, type NtlmPhoneOptions } from './ntlm-phone.js';
import { challenge } from './phone.js';

const ntlmContext = (settings: Partial<FrontEndSettings> = {}) =>
  testContext({ deployment: { frontEnd: { ...defaultFrontEndSettings, ...settings } } });

test('three REGISTERs sign a phone in with NTLM, and the 200 is signed', async (t) => {
  const context = await ntlmContext();
  const phone = new NtlmPhone(t, new FrontEnd(context));
  const list = await phone.client.ask(phone.request());
  t.deepEqual(
    headerValues(list, 'WWW-Authenticate').map((value) => value.split(' ')[0]),
    ['NTLM', 'TLS-DSK'],
  );
  const second = await phone.challenged();
  t.is(second.status, 401);
  t.deepEqual(
    [...challenge(second)].map(([name]) => name),
    ['opaque', 'gssapi-data', 'realm', 'targetname', 'version'],
  );
  t.regex(phone.opaque, /^[0-9A-F]{8}$/);
  t.is(headerValues(second, 'WWW-Authenticate').length, 1, 'only the scheme the client chose');
  t.is(header(second, 'Date'), undefined);

  const third = await phone.client.ask(phone.finalRequest());
  t.is(third.status, 200);
  t.deepEqual(phone.association.check(third), { ok: true, number: 1 });
  t.regex(
    header(third, 'Authentication-Info') ?? '',
    /^NTLM qop="auth", opaque="[0-9A-F]{8}", srand="[0-9A-F]{8}", snum="1", rspauth="01000000[0-9a-f]{16}64000000", targetname="pool01\.contoso\.com", realm="SIP Communications Service", version=4$/,
  );
  t.like(eventsOf(context.journal, 'front-end.signed-in')[0], { user: 'alice@contoso.com', scheme: 'NTLM' });
  t.deepEqual(
    eventsOf(context.journal, 'front-end.register').map(({ step }) => step),
    ['unauthenticated', 'handshake', 'handshake'],
  );
  t.is((await phone.ask()).status, 200, 'a refresh');
  t.is(eventsOf(context.journal, 'front-end.refused').length, 0);
});

test('the challenge is that of a real registrar, and fresh each time', async (t) => {
  const context = await ntlmContext();
  const challenges = [];
  for (const _ of [1, 2]) {
    const phone = new NtlmPhone(t, new FrontEnd(context));
    const message = decodeNtlm(Buffer.from(challenge(await phone.challenged()).get('gssapi-data') ?? '', 'base64'));
    if (message.type !== 2) return t.fail();
    challenges.push(message);
  }
  const [first, second] = challenges;
  if (!first || !second) return t.fail();
  t.is(first.flags, SIP_CHALLENGE_FLAGS);
  t.is(first.flags, 0xe29882f3);
  t.is(first.targetName, '');
  t.deepEqual(
    first.targetInfo.filter(({ id }) => id !== AvId.TIMESTAMP).map((pair) => [pair.id, pair.value.toString('utf16le')]),
    [
      [2, 'CONTOSO'],
      [1, 'POOL01'],
      [4, 'contoso.com'],
      [3, 'pool01.contoso.com'],
      [5, 'contoso.com'],
    ],
  );
  // 2014-11-15T09:00 as FILETIME; the scenario's clock runs on while the test does.
  const time = first.targetInfo.find(({ id }) => id === AvId.TIMESTAMP)?.value.readBigUInt64LE() ?? 0n;
  t.true(time >= 130_605_156_000_000_000n && time < 130_605_168_000_000_000n);
  t.notDeepEqual(first.serverChallenge, second.serverChallenge);
});

const forms: readonly [name: string, credentials: NonNullable<NtlmPhoneOptions['credentials']>][] = [
  ['CONTOSO\\alice', {}],
  ['contoso\\ALICE', { user: 'ALICE', domain: 'contoso' }],
  ['the domain by its DNS name', { domain: 'contoso.com' }],
  ['no domain', { domain: '' }],
  ['a user principal name', { user: 'alice@contoso.com', domain: '' }],
];

for (const [name, credentials] of forms) {
  test(`alice as ${name} signs in`, async (t) => {
    const context = await ntlmContext();
    const phone = new NtlmPhone(t, new FrontEnd(context), { credentials });
    const response = await phone.signIn();
    t.is(response.status, 200);
    t.true(phone.association.check(response).ok);
  });
}

test('signatures without extended session security, where the client does not agree to it', async (t) => {
  const context = await ntlmContext();
  const without = NtlmFlag.EXTENDED_SESSION_SECURITY;
  const phone = new NtlmPhone(t, new FrontEnd(context), { without });
  const response = await phone.signIn();
  t.is(response.status, 200);
  t.true(phone.association.check(response).ok);
  const answer = decodeNtlm(phone.token);
  t.false(answer.type === 3 && hasFlag(answer.flags, 'EXTENDED_SESSION_SECURITY'));
  t.notRegex(header(response, 'Authentication-Info') ?? '', /rspauth="[0-9a-f]{24}64000000"/);
  t.true(phone.association.check(await phone.ask()).ok);
});

test('a key that the client did not exchange', async (t) => {
  const phone = new NtlmPhone(t, new FrontEnd(await ntlmContext()), { without: NtlmFlag.KEY_EXCHANGE });
  const response = await phone.signIn();
  t.is(response.status, 200);
  t.true(phone.association.check(response).ok);
});

test('version 3: the challenge says so, the last request of the handshake is not signed, its answer is', async (t) => {
  const context = await ntlmContext({ signatureVersion: 3 });
  const phone = new NtlmPhone(t, new FrontEnd(context), { version: 3 });
  t.is(challenge(await phone.client.ask(phone.request())).get('version'), '3');
  const response = await phone.signIn();
  t.is(response.status, 200);
  t.true(phone.association.check(response).ok);
  t.regex(header(response, 'Authentication-Info') ?? '', /snum="1".*version=3$/);
  t.true(phone.association.check(await phone.ask()).ok, 'the refresh is signed, with cnum 1');
});

test('a client of version 3 is served in version 3 by a server of version 4', async (t) => {
  const phone = new NtlmPhone(t, new FrontEnd(await ntlmContext()), { version: 3 });
  const response = await phone.signIn();
  t.is(response.status, 200);
  t.true(phone.association.check(response).ok);
});

test('a signature in version 3 that is there must be good', async (t) => {
  const context = await ntlmContext({ signatureVersion: 3 });
  const phone = new NtlmPhone(t, new FrontEnd(context), { version: 3 });
  await phone.challenged();
  const signed = phone.signed(phone.request(), phone.token);
  const headers = signed.headers.map(({ name, value }) => ({ name, value: value.replace(/crand="./, 'crand="x') }));
  t.is((await phone.client.ask({ ...signed, headers })).status, 401);
  t.is(eventsOf(context.journal, 'front-end.refused')[0]?.problem, 'bad-signature');
});

test('clients of 2007 sign in by Proxy-Authorization', async (t) => {
  const phone = new NtlmPhone(t, new FrontEnd(await ntlmContext()), { proxy: true });
  const response = await phone.signIn();
  t.is(response.status, 200);
  t.true(phone.association.check(response).ok);
  t.true(phone.association.check(await phone.ask()).ok);
});

test('the first token names no opaque; a client that renews may name its old one', async (t) => {
  const context = await ntlmContext();
  const phone = new NtlmPhone(t, new FrontEnd(context));
  await phone.signIn();
  const old = phone.opaque;
  t.true(challenge(await phone.challenged(old)).has('gssapi-data'));
  t.not(phone.opaque, old);
  t.is((await phone.client.ask(phone.finalRequest())).status, 200);
});

test('a client that asks for the challenge twice gets another, and the first is void', async (t) => {
  const context = await ntlmContext();
  const phone = new NtlmPhone(t, new FrontEnd(context));
  await phone.challenged();
  const first = phone.finalRequest();
  const { opaque } = phone;
  await phone.challenged(opaque);
  t.is(phone.opaque, opaque, 'one handshake goes on');
  t.is((await phone.client.ask(first)).status, 401);
  t.is(eventsOf(context.journal, 'front-end.refused')[0]?.problem, 'wrong-password');
});

test('the answer to the challenge stays out of the journal, the rest of its header does not', async (t) => {
  const context = await ntlmContext();
  const phone = new NtlmPhone(t, new FrontEnd(context));
  await phone.signIn();
  const [, last] = eventsOf(context.journal, 'front-end.request');
  const raw = Buffer.from(last?.raw ?? '', 'base64').toString();
  const { length } = phone.token.toString('base64');
  t.regex(raw, new RegExp(`, gssapi-data="\\*{${length}}", version=4, crand="[0-9A-F]{8}", cnum="1", response="01`));
});
