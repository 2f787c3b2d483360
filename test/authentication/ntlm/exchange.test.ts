import { createHmac } from 'node:crypto';
import test from 'ava';
import {
  type NtlmProblem,
  NtlmServer,
  ntlmAnswer,
  ntlmAuthenticate,
  ntlmNegotiate,
} from '../../../harness/authentication/ntlm/index.js';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { Secret } from '../../../harness/foundation/secret.js';
import {
  AvId,
  decodeNtlm,
  encodeAuthenticate,
  encodeChallenge,
  MIC_OFFSET,
  NTLM_VERSION_6_1,
  SIP_CHALLENGE_FLAGS,
} from '../../../harness/wire/ntlm/index.js';
import { NTLM } from '../vectors.js';

const target = {
  netbiosDomain: 'CONTOSO',
  netbiosComputer: 'FE01',
  dnsDomain: 'contoso.test',
  dnsComputer: 'fe01.contoso.test',
};
const { credentials } = NTLM;
const find = (user: string) => (user.toLowerCase() === 'alice' ? credentials.password : undefined);

function judged(make: (challenge: Buffer) => Buffer, flags = SIP_CHALLENGE_FLAGS) {
  const server = new NtlmServer();
  return server.authenticate(make(server.challenge({ ...target, flags })), find);
}

test('the right password is accepted, and both sides have the same session key', (t) => {
  const server = new NtlmServer();
  const answer = ntlmAnswer(server.challenge({ ...target, flags: SIP_CHALLENGE_FLAGS }), credentials);
  const result = server.authenticate(answer.message, find);
  t.like(result, { ok: true, user: 'alice', domain: 'CONTOSO', flags: answer.flags });
  t.deepEqual(result.ok && result.exportedSessionKey, answer.exportedSessionKey);
  t.like(server.authenticate(answer.message, find), { ok: false, problem: 'no-challenge' }, 'a challenge serves once');
});

test('over HTTP there is no session key exchange, and it works all the same', (t) => {
  const server = new NtlmServer();
  t.is(decodeNtlm(ntlmNegotiate()).type, 1);
  const message = ntlmAuthenticate(server.challenge({ ...target, negotiate: ntlmNegotiate() }), credentials);
  const decoded = decodeNtlm(message);
  t.is(decoded.type === 3 && decoded.sessionKey.length, 0);
  t.like(server.authenticate(message, find), { ok: true, user: 'alice' });
});

test('names: any case of the user, a user principal name, a domain the client left out of its key', (t) => {
  t.like(
    judged((challenge) => ntlmAuthenticate(challenge, { ...credentials, user: 'ALICE' })),
    { ok: true },
  );
  const server = new NtlmServer();
  const upn = { ...credentials, user: 'alice@contoso.test', domain: '' };
  t.like(
    server.authenticate(ntlmAuthenticate(server.challenge(target), upn), () => credentials.password),
    { ok: true },
  );
  t.like(
    judged((challenge) => {
      const message = decodeNtlm(ntlmAuthenticate(challenge, { ...credentials, domain: '' }));
      if (message.type !== 3) throw new Error('no answer');
      return encodeAuthenticate({ ...message, domain: 'CONTOSO' });
    }),
    { ok: true, domain: 'CONTOSO' },
  );
});

for (const [name, problem, make] of [
  ['a wrong password', 'wrong-password', (c) => ntlmAuthenticate(c, { ...credentials, password: new Secret('no') })],
  ['an unknown user', 'unknown-user', (c) => ntlmAuthenticate(c, { ...credentials, user: 'mallory' })],
  ['an answer to another challenge', 'wrong-password', () => ntlmAuthenticate(NTLM.challenge, credentials)],
  ['no user', 'anonymous', (c) => ntlmAuthenticate(c, { ...credentials, user: '' })],
  ['a response of NTLMv1', 'ntlmv1', (c) => rewritten(c, (m) => ({ ...m, ntResponse: Buffer.alloc(24) }))],
  [
    'a truncated response',
    'malformed',
    (c) => rewritten(c, (m) => ({ ...m, ntResponse: m.ntResponse.subarray(0, 30) })),
  ],
  ['a challenge sent back', 'malformed', (c) => c],
  ['noise', 'malformed', () => Buffer.from('NTLMSSP')],
  ['a promised integrity code that is missing', 'wrong-integrity-code', (c) => withMicFlag(c, undefined)],
  ['a wrong integrity code', 'wrong-integrity-code', (c) => withMicFlag(c, () => Buffer.alloc(16))],
] as [string, NtlmProblem, (challenge: Buffer) => Buffer][]) {
  test(`refused: ${name}`, (t) => {
    t.like(judged(make), { ok: false, problem });
  });
}

test('a right integrity code is accepted', (t) => {
  t.like(
    judged((challenge) =>
      withMicFlag(challenge, (message, key) => createHmac('md5', key).update(challenge).update(message).digest()),
    ),
    { ok: true },
  );
});

type Authenticate = Parameters<typeof encodeAuthenticate>[0];

function rewritten(challenge: Buffer, change: (message: Authenticate) => Authenticate): Buffer {
  const message = decodeNtlm(ntlmAuthenticate(challenge, credentials));
  if (message.type !== 3) throw new Error('no answer');
  return encodeAuthenticate(change(message));
}

/** An answer as Windows sends it: the AV flags promise a MIC. `mic` gets the message with a zeroed MIC. */
function withMicFlag(challenge: Buffer, mic: ((message: Buffer, key: Buffer) => Buffer) | undefined): Buffer {
  const received = decodeNtlm(challenge);
  if (received.type !== 2) throw new Error('no challenge');
  const flagged = encodeChallenge({
    ...received,
    targetInfo: [...received.targetInfo, { id: AvId.FLAGS, value: Buffer.from([2, 0, 0, 0]) }],
  });
  const answer = ntlmAnswer(flagged, credentials);
  const message = decodeNtlm(answer.message);
  if (message.type !== 3) throw new Error('no answer');
  if (!mic) return answer.message;
  const zeroed = encodeAuthenticate({ ...message, version: NTLM_VERSION_6_1, mic: Buffer.alloc(16) });
  const whole = Buffer.from(zeroed);
  mic(zeroed, answer.exportedSessionKey).copy(whole, MIC_OFFSET);
  return whole;
}

test('a client refuses what is no usable challenge', (t) => {
  const received = decodeNtlm(NTLM.challenge);
  if (received.type !== 2) return t.fail();
  for (const flags of [0, received.flags & ~1, received.flags & ~0x00800000]) {
    const error = t.throws(() => ntlmAuthenticate(encodeChallenge({ ...received, flags: flags >>> 0 }), credentials));
    t.is((error as HarnessError).code, 'NTLM_UNUSABLE');
  }
  t.throws(() => ntlmAuthenticate(ntlmNegotiate(), credentials), { instanceOf: HarnessError });
  t.throws(() => ntlmAuthenticate(Buffer.alloc(10), credentials), { instanceOf: HarnessError });
});
