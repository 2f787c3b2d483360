import { createHmac } from 'node:crypto';
import test, { type ExecutionContext } from 'ava';
import { type NtlmAnswer, ntlmAnswer } from '../../../harness/authentication/ntlm/index.js';
import { defaultFrontEndSettings, type User } from '../../../harness/deployment/index.js';
import { ScenarioClock } from '../../../harness/foundation/clock/index.js';
import { Secret } from '../../../harness/foundation/secret.js';
import type { ServerContext } from '../../../harness/servers/context.js';
import { ASSOCIATION_MS, FrontEnd } from '../../../harness/servers/front-end/index.js';
import {
  AvId,
  decodeNtlm,
  encodeAuthenticate,
  encodeChallenge,
  MIC_OFFSET,
  NTLM_VERSION_6_1,
} from '../../../harness/wire/ntlm/index.js';
import { header, headerValues, type SipResponse } from '../../../harness/wire/sip/index.js';
import { alice, alicePassword, eventsOf, jeff, jeffPassword, testContext, testDate } from '../deployment.js';
import { NtlmPhone, type NtlmPhoneOptions, ntlmHeader } from './ntlm-phone.js';
import { challenge } from './phone.js';

const ntlmContext = (users: readonly User[] = [alice, jeff]) =>
  testContext({ deployment: { users, frontEnd: defaultFrontEndSettings } });

/** The list of challenges with 1000, unsigned: what a client learns of any credentials that are no good. */
function finalHandshakeFailed(t: ExecutionContext, response: SipResponse): void {
  t.is(response.status, 401);
  t.is(headerValues(response, 'WWW-Authenticate').length, 2);
  t.false(challenge(response).has('gssapi-data'));
  t.false(challenge(response).has('opaque'));
  t.is(header(response, 'ms-diagnostics'), '1000;reason="Final handshake failed";source="pool01.contoso.com"');
  t.is(header(response, 'Authentication-Info'), undefined);
}

function nobodySignedIn(t: ExecutionContext, context: ServerContext): void {
  t.is(eventsOf(context.journal, 'front-end.signed-in').length, 0);
  t.is(context.pool.bindings.all(context.clock.elapsed()).length, 0);
}

const refused: readonly [name: string, problem: string, options: NtlmPhoneOptions][] = [
  ['a wrong password', 'wrong-password', { credentials: { password: new Secret('not-hers') } }],
  ['an unknown user', 'unknown-user', { credentials: { user: 'mallory' } }],
  ['a domain nobody knows', 'unknown-user', { credentials: { domain: 'FABRIKAM' } }],
  ['a client with an answer of NTLMv1', 'ntlmv1', { answer: changed((m) => ({ ...m, ntResponse: Buffer.alloc(24) })) }],
  ['an anonymous client', 'anonymous', { credentials: { user: '', domain: '' } }],
  ['a wrong integrity code', 'wrong-integrity-code', { answer: withMic(() => Buffer.alloc(16, 7)) }],
  ['noise', 'malformed', { answer: (answer) => ({ ...answer, message: Buffer.from('NTLMSSP') }) }],
];

for (const [name, problem, options] of refused) {
  test(`refused: ${name}`, async (t) => {
    const context = await ntlmContext();
    const phone = new NtlmPhone(t, new FrontEnd(context), options);
    finalHandshakeFailed(t, await phone.signIn());
    t.like(eventsOf(context.journal, 'front-end.refused')[0], {
      ...{ user: 'alice@contoso.com', status: 401, errorId: 1000, problem },
    });
    nobodySignedIn(t, context);
    t.is((await phone.ask()).status, 401, 'its keys open nothing');
  });
}

test('a right integrity code is accepted', async (t) => {
  const answer = withMic((message, key, sent) => createHmac('md5', key).update(sent).update(message).digest());
  t.is((await new NtlmPhone(t, new FrontEnd(await ntlmContext()), { answer }).signIn()).status, 200);
});

test('on the wire a wrong password and an unknown user are the same', async (t) => {
  const seen = [];
  for (const credentials of [{ password: new Secret('not-hers') }, { user: 'mallory' }]) {
    const clock = new ScenarioClock({ start: testDate, waits: 'real' });
    const context = await testContext({ clock, deployment: { frontEnd: defaultFrontEndSettings } });
    const { headers, status } = await new NtlmPhone(t, new FrontEnd(context), { credentials }).signIn();
    const lines = headers.map(({ name, value }) => `${name}: ${value.replace(/tag=[0-9A-F]{32}$/, 'tag=')}`);
    seen.push({ status, lines: lines.filter((line) => !line.startsWith('Date:')) });
    clock.stop();
  }
  t.deepEqual(seen[0], seen[1]);
});

test('the account of another user: 403 with 4004, signed with that account’s keys, and no association', async (t) => {
  const context = await ntlmContext();
  const credentials = { user: 'jeff', password: new Secret(jeffPassword) };
  const phone = new NtlmPhone(t, new FrontEnd(context), { credentials });
  const response = await phone.signIn();
  t.is(response.status, 403);
  t.regex(header(response, 'ms-diagnostics-public') ?? '', /^4004;reason="/);
  t.is(header(response, 'WWW-Authenticate'), undefined);
  t.deepEqual(phone.association.check(response), { ok: true, number: 1 });
  t.like(eventsOf(context.journal, 'front-end.refused')[0], { status: 403, errorId: 4004, problem: 'other-user' });
  nobodySignedIn(t, context);
  t.is((await phone.ask()).status, 401);
});

test('a disabled user: authenticated, then 403 with 4141 for every request, signed', async (t) => {
  const context = await ntlmContext([{ ...alice, enabled: false }, jeff]);
  const phone = new NtlmPhone(t, new FrontEnd(context));
  const response = await phone.signIn();
  t.is(response.status, 403);
  t.is(header(response, 'ms-diagnostics-public'), '4141;reason="User disabled"');
  t.true(phone.association.check(response).ok);
  t.like(eventsOf(context.journal, 'front-end.refused')[0], { status: 403, errorId: 4141, problem: 'user-disabled' });
  const options = await phone.ask({ method: 'OPTIONS' });
  t.is(options.status, 403);
  t.true(phone.association.check(options).ok);
  nobodySignedIn(t, context);
  const wrong = { credentials: { password: new Secret('not-hers') } };
  finalHandshakeFailed(t, await new NtlmPhone(t, new FrontEnd(context), wrong).signIn());
});

test('a replayed AUTHENTICATE is refused, on its own handshake and on another', async (t) => {
  const context = await ntlmContext();
  const phone = new NtlmPhone(t, new FrontEnd(context));
  await phone.challenged();
  const last = phone.finalRequest();
  t.is((await phone.client.ask(last)).status, 200);
  finalHandshakeFailed(t, await phone.client.ask(last));
  const { token } = phone;
  const second = await phone.challenged();
  const replay = ntlmHeader(token, challenge(second).get('opaque'));
  finalHandshakeFailed(t, await phone.client.ask(phone.request({ extra: [replay] })));
  t.deepEqual(
    eventsOf(context.journal, 'front-end.refused').map(({ problem }) => problem),
    ['unknown-handshake', 'wrong-password'],
  );
});

test('a challenge serves one answer, wrong or right', async (t) => {
  const context = await ntlmContext();
  const phone = new NtlmPhone(t, new FrontEnd(context));
  await phone.challenged();
  const wrong = phone.request({ extra: [ntlmHeader(Buffer.from('NTLMSSP'), phone.opaque)] });
  finalHandshakeFailed(t, await phone.client.ask(wrong));
  finalHandshakeFailed(t, await phone.client.ask(phone.finalRequest()));
  nobodySignedIn(t, context);
});

test('an answer without a challenge, in a first message', async (t) => {
  const context = await ntlmContext();
  const phone = new NtlmPhone(t, new FrontEnd(context));
  finalHandshakeFailed(t, await phone.client.ask(phone.request({ extra: [ntlmHeader(Buffer.from('NTLMSSP'))] })));
  t.is(eventsOf(context.journal, 'front-end.refused')[0]?.problem, 'no-challenge');
});

test('version 4: the last request of the handshake must be signed, and well', async (t) => {
  const context = await ntlmContext();
  const unsigned = new NtlmPhone(t, new FrontEnd(context));
  await unsigned.challenged();
  const token = ntlmHeader(unsigned.token, unsigned.opaque);
  finalHandshakeFailed(t, await unsigned.client.ask(unsigned.request({ extra: [token] })));
  const tampered = new NtlmPhone(t, new FrontEnd(context));
  await tampered.challenged();
  const last = tampered.finalRequest();
  const headers = last.headers.map((each) => (each.name === 'Call-ID' ? { ...each, value: 'another' } : each));
  finalHandshakeFailed(t, await tampered.client.ask({ ...last, headers }));
  t.deepEqual(
    eventsOf(context.journal, 'front-end.refused').map(({ problem }) => problem),
    ['missing', 'bad-signature'],
  );
  nobodySignedIn(t, context);
});

test('version 2 is no longer served', async (t) => {
  const context = await ntlmContext();
  for (const version of ['2', '1', '0', '-3', 'four']) {
    const phone = new NtlmPhone(t, new FrontEnd(context));
    const header = ntlmHeader(Buffer.alloc(0), undefined, version);
    finalHandshakeFailed(t, await phone.client.ask(phone.request({ extra: [header] })));
  }
  const problems = eventsOf(context.journal, 'front-end.refused').map(({ problem }) => problem);
  t.deepEqual(problems, Array(5).fill('version-not-served'));
});

test('an association of NTLM ends after 8 hours; the list comes then, without 1000', async (t) => {
  const clock = new ScenarioClock({ start: testDate, waits: 'real' });
  const context = await testContext({ clock, deployment: { frontEnd: defaultFrontEndSettings } });
  const phone = new NtlmPhone(t, new FrontEnd(context, { idleTimeoutMs: 10 * ASSOCIATION_MS }));
  await phone.signIn();
  clock.advance(ASSOCIATION_MS - 60_000);
  t.is((await phone.ask()).status, 200);
  clock.advance(60_001);
  const stale = await phone.ask();
  t.is(stale.status, 401);
  t.is(header(stale, 'ms-diagnostics'), undefined);
  t.is(headerValues(stale, 'WWW-Authenticate').length, 2);
  t.is(eventsOf(context.journal, 'front-end.refused')[0]?.problem, 'unknown-association');
  clock.stop();
});

type Authenticate = Parameters<typeof encodeAuthenticate>[0];

function decoded(message: Buffer): Authenticate {
  const read = decodeNtlm(message);
  if (read.type !== 3) throw new Error('no AUTHENTICATE');
  return read;
}

function changed(change: (message: Authenticate) => Authenticate) {
  return (answer: NtlmAnswer): NtlmAnswer => ({
    ...answer,
    message: encodeAuthenticate(change(decoded(answer.message))),
  });
}

/** An answer as Windows makes it: its AV flags promise an integrity code (MS-NLMP 3.1.5.1.2), which `mic` makes. */
function withMic(mic: (message: Buffer, key: Buffer, challenge: Buffer) => Buffer) {
  return (_: NtlmAnswer, challenge: Buffer): NtlmAnswer => {
    const received = decodeNtlm(challenge);
    if (received.type !== 2) throw new Error('no challenge');
    const flags = { id: AvId.FLAGS, value: Buffer.from([2, 0, 0, 0]) };
    const flagged = encodeChallenge({ ...received, targetInfo: [...received.targetInfo, flags] });
    const answer = ntlmAnswer(flagged, { user: 'alice', domain: 'CONTOSO', password: new Secret(alicePassword) });
    const zeroed = { ...decoded(answer.message), version: NTLM_VERSION_6_1, mic: Buffer.alloc(16) };
    const message = encodeAuthenticate(zeroed);
    mic(Buffer.from(message), answer.exportedSessionKey, challenge).copy(message, MIC_OFFSET);
    return { ...answer, message };
  };
}
