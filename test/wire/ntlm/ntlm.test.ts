import test from 'ava';
import fc from 'fast-check';
import { type ErrorCode, HarnessError } from '../../../harness/foundation/errors/index.js';
import {
  AvId,
  decodeAvPairs,
  decodeNtlm,
  encodeAuthenticate,
  encodeAvPairs,
  encodeChallenge,
  encodeNegotiate,
  flagNames,
  MIC_OFFSET,
  NTLM_VERSION_6_1,
  ntlmFlags,
  pairText,
  SIP_CHALLENGE_FLAGS,
  textPair,
} from '../../../harness/wire/ntlm/index.js';
import { targets } from '../../fuzz/ntlm.fuzz.js';

/** A registrar's challenge: alice of CONTOSO on fe01.contoso.test. */
const CHALLENGE =
  'TlRMTVNTUAACAAAAAAAAADgAAADzgpjiASNFZ4mrze8AAAAAAAAAAIwAjAA4AAAABgGxHQAAAA8CAA4AQwBPAE4AVABPAFMATwABAAgARgBFADAAMQAEABgAYwBvAG4AdABvAHMAbwAuAHQAZQBzAHQAAwAiAGYAZQAwADEALgBjAG8AbgB0AG8AcwBvAC4AdABlAHMAdAAFABgAYwBvAG4AdABvAHMAbwAuAHQAZQBzAHQABwAIAACAsuYLf88BAAAAAA==';

const PAIRS = [
  textPair(AvId.NETBIOS_DOMAIN, 'CONTOSO'),
  textPair(AvId.NETBIOS_COMPUTER, 'FE01'),
  textPair(AvId.DNS_DOMAIN, 'contoso.test'),
  textPair(AvId.DNS_COMPUTER, 'fe01.contoso.test'),
  textPair(AvId.DNS_TREE, 'contoso.test'),
  { id: AvId.TIMESTAMP, value: Buffer.from('0080b2e60b7fcf01', 'hex') },
];

test('the challenge of the reference, byte for byte', (t) => {
  const bytes = encodeChallenge({
    flags: SIP_CHALLENGE_FLAGS,
    targetName: '',
    serverChallenge: Buffer.from('0123456789abcdef', 'hex'),
    targetInfo: PAIRS,
    version: NTLM_VERSION_6_1,
  });
  t.is(bytes.toString('base64'), CHALLENGE);
});

test('the challenge of the reference is read', (t) => {
  const message = decodeNtlm(Buffer.from(CHALLENGE, 'base64'));
  if (message.type !== 2) return t.fail('not a challenge');
  t.is(message.flags, 0xe29882f3);
  t.is(message.serverChallenge.toString('hex'), '0123456789abcdef');
  t.is(pairText(message.targetInfo, AvId.DNS_COMPUTER), 'fe01.contoso.test');
  t.deepEqual(message.targetInfo, PAIRS);
  t.deepEqual(message.version, NTLM_VERSION_6_1);
});

test('the flags of a registrar by name', (t) => {
  t.deepEqual(flagNames(SIP_CHALLENGE_FLAGS), [
    'UNICODE',
    'OEM',
    'SIGN',
    'SEAL',
    'DATAGRAM',
    'LM_KEY',
    'NTLM',
    'ALWAYS_SIGN',
    'EXTENDED_SESSION_SECURITY',
    'IDENTIFY',
    'TARGET_INFO',
    'VERSION',
    'KEY_128',
    'KEY_EXCHANGE',
    'KEY_56',
  ]);
  t.is(ntlmFlags(...flagNames(SIP_CHALLENGE_FLAGS)), SIP_CHALLENGE_FLAGS);
});

test('the NEGOTIATE every HTTP client starts with', (t) => {
  // Signature, type 1 and four bytes of flags: the shortest form.
  const short = decodeNtlm(Buffer.from('4e544c4d535350000100000007820800', 'hex'));
  t.deepEqual(short, { type: 1, flags: 0x88207, domain: '', workstation: '' });
});

const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((each) => Buffer.from(each));
const upTo = (length: number) => fc.uint8Array({ maxLength: length }).map((each) => Buffer.from(each));
const name = fc.string({ maxLength: 20 });
const UNICODE = ntlmFlags('UNICODE', 'TARGET_INFO', 'NTLM', 'VERSION');

test('every AUTHENTICATE reads back as it was written', (t) => {
  fc.assert(
    fc.property(
      fc.record({
        flags: fc.constant(UNICODE),
        lmResponse: upTo(24),
        ntResponse: upTo(80),
        domain: name,
        user: name,
        workstation: name,
        sessionKey: upTo(16),
        version: bytes(8),
      }),
      fc.option(bytes(16), { nil: undefined }),
      (message, mic) => {
        const whole = mic ? { ...message, mic } : message;
        // What a message without a MIC has at that place must not look like one.
        t.deepEqual(decodeNtlm(encodeAuthenticate(whole)), { type: 3, ...whole });
      },
    ),
  );
});

test('every CHALLENGE and NEGOTIATE reads back as it was written', (t) => {
  const pair = fc.record({ id: fc.integer({ min: 1, max: 0xffff }), value: upTo(40) });
  fc.assert(
    fc.property(
      fc.array(pair, { maxLength: 8 }),
      bytes(8),
      bytes(8),
      name,
      (targetInfo, challenge, version, target) => {
        const message = { flags: UNICODE, targetName: target, serverChallenge: challenge, targetInfo, version };
        t.deepEqual(decodeNtlm(encodeChallenge(message)), { type: 2, ...message });
        const ascii = target.replace(/[^\x20-\x7e]/g, '');
        const first = { flags: UNICODE, domain: ascii, workstation: 'PHONE', version };
        t.deepEqual(decodeNtlm(encodeNegotiate(first)), { type: 1, ...first });
      },
    ),
  );
});

test('the MIC lies where a verifier zeroes it', (t) => {
  const mic = Buffer.alloc(16, 0xab);
  const none = Buffer.alloc(0);
  const message = encodeAuthenticate({
    flags: UNICODE,
    lmResponse: none,
    ntResponse: Buffer.alloc(30, 1),
    domain: 'D',
    user: 'u',
    workstation: '',
    sessionKey: none,
    version: NTLM_VERSION_6_1,
    mic,
  });
  t.deepEqual(message.subarray(MIC_OFFSET, MIC_OFFSET + 16), mic);
});

const challenge = () => Buffer.from(CHALLENGE, 'base64');
const broken: readonly (readonly [what: string, change: () => Buffer, code: ErrorCode, message?: RegExp])[] = [
  ['no bytes', () => Buffer.alloc(0), 'WIRE_TRUNCATED'],
  ['a cut fixed part', () => challenge().subarray(0, 40), 'WIRE_TRUNCATED'],
  ['a payload beyond the end', () => challenge().subarray(0, -1), 'WIRE_TRUNCATED', /inside the target info/],
  ['another signature', () => challenge().fill('X', 0, 1), 'WIRE_INVALID'],
  ['type 4', () => challenge().fill(4, 8, 9), 'WIRE_INVALID'],
  ['a payload inside the header', () => challenge().fill(8, 44, 45), 'WIRE_INVALID'],
  ['17 KiB', () => Buffer.concat([challenge(), Buffer.alloc(17 * 1024)]), 'WIRE_INVALID'],
];
for (const [what, change, code, message = /NTLM/] of broken) {
  test(`refused: ${what}`, (t) => {
    t.is(t.throws(() => decodeNtlm(change()), { instanceOf: HarnessError, message })?.code, code);
  });
}

test('refused: AV pairs without a terminator, too many, or longer than their block', (t) => {
  const pairs = encodeAvPairs(PAIRS);
  t.deepEqual(decodeAvPairs(pairs), PAIRS);
  t.throws(() => decodeAvPairs(pairs.subarray(0, -4)), { instanceOf: HarnessError, message: /ends after/ });
  t.throws(() => decodeAvPairs(Buffer.from('01000500aa', 'hex')), { instanceOf: HarnessError, message: /AV pair 1/ });
  t.throws(() => decodeAvPairs(encodeAvPairs(Array.from({ length: 33 }, () => textPair(1, '')))), {
    instanceOf: HarnessError,
    message: /more than 32/,
  });
});

test('random bytes never break the decoder', (t) => {
  for (const target of targets) fc.assert(target.property);
  t.true(targets.length > 0);
});
