import test from 'ava';
import fc from 'fast-check';
import {
  fieldsOfMessage,
  type SignatureCredentials,
  SignedTexts,
  signatureString,
} from '../../../harness/authentication/sip-signature/index.js';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import type { SipHeader, SipMessage } from '../../../harness/wire/sip/index.js';
import { REALM, TARGET } from '../vectors.js';

const values: Readonly<Record<string, readonly string[]>> = {
  From: ['<sip:alice@contoso.test>;tag=1', '<sip:alice@contoso.test>;tag=2', '<sip:al\0ice@contoso.test>;tag=1'],
  t: ['<sip:alice@contoso.test>', '<sip:bob@contoso.test>;tag=3'],
  'Call-ID': ['one', 'other', 'with\0nul'],
  CSeq: ['1 REGISTER', '2 REGISTER', '007 SUBSCRIBE'],
  Expires: ['600', '0', ''],
  'P-Asserted-Identity': ['<sip:alice@contoso.test>', '<sip:carol@contoso.test>', ''],
  'P-Preferred-Identity': ['<tel:+1>,<sip:a@x>', ''],
  Contact: ['<sip:alice@10.0.0.1>', '<sip:alice@10.0.0.2>'],
};

const headers: fc.Arbitrary<SipHeader[]> = fc
  .tuple(...Object.entries(values).map(([name, each]) => fc.constantFrom(...each).map((value) => ({ name, value }))))
  .map((all) => all.filter(({ value }) => value !== ''));

const message: fc.Arbitrary<SipMessage> = fc
  .tuple(headers, fc.constantFrom(undefined, 200, 401))
  .map(([lines, status]) =>
    status === undefined
      ? { kind: 'request', method: 'REGISTER', uri: 'sip:contoso.test', headers: lines, body: Buffer.alloc(0) }
      : { kind: 'response', status, reason: 'x', headers: lines, body: Buffer.alloc(0) },
  );

const credentials: fc.Arbitrary<SignatureCredentials> = fc.record({
  scheme: fc.constantFrom('NTLM', 'ntlm', 'TLS-DSK'),
  rand: fc.constantFrom('0000a1b2', 'ffffffff'),
  num: fc.constantFrom('1', '2'),
  realm: fc.constant(REALM),
  targetname: fc.constant(TARGET),
});

test('the text of a message is the same whatever was signed before it', (t) => {
  fc.assert(
    fc.property(
      fc.constantFrom(3 as const, 4 as const),
      fc.array(fc.tuple(message, credentials), { maxLength: 8 }),
      (version, signed) => {
        const texts = new SignedTexts(version);
        for (const [each, by] of signed) {
          if (texts.of(each, by) !== signatureString(fieldsOfMessage(each, by), version)) return false;
        }
        return true;
      },
    ),
    { numRuns: 500 },
  );
  t.pass();
});

test('a message without a field is refused after others that had it, too', (t) => {
  const by = { scheme: 'NTLM', rand: '1', num: '1', realm: REALM, targetname: TARGET };
  const all = ['From', 'To', 'Call-ID', 'CSeq'];
  const of = (names: readonly string[]): SipMessage => ({
    ...{ kind: 'request', method: 'REGISTER', uri: 'sip:contoso.test', body: Buffer.alloc(0) },
    headers: names.map((name) => ({ name, value: name === 'CSeq' ? '1 REGISTER' : '<sip:alice@contoso.test>' })),
  });
  const texts = new SignedTexts(4);
  t.truthy(texts.of(of(all), by));
  for (const missing of all) {
    const rest = of(all.filter((name) => name !== missing));
    const error = t.throws(() => texts.of(rest, by), { instanceOf: HarnessError });
    t.is(error?.code, 'SIGNATURE_FIELD_MISSING', missing);
  }
});

test('each header that is signed counts when it alone changes', (t) => {
  const by = { scheme: 'NTLM', rand: '1', num: '1', realm: REALM, targetname: TARGET };
  const of = (changed: string | undefined): SipMessage => ({
    ...{ kind: 'request', method: 'REGISTER', uri: 'sip:contoso.test', body: Buffer.alloc(0) },
    headers: Object.entries(values).map(([name, [one = '', other = '']]) => ({
      name,
      value: name === changed ? other : one,
    })),
  });
  const texts = new SignedTexts(4);
  for (const changed of Object.keys(values)) {
    for (const message of [of(undefined), of(changed)]) {
      t.is(texts.of(message, by), signatureString(fieldsOfMessage(message, by), 4), changed);
    }
  }
});

test('request, answers of two kinds and another scheme, one behind the other with the same headers', (t) => {
  const lines = Object.entries(values).map(([name, [value = '']]) => ({ name, value }));
  const body = Buffer.alloc(0);
  const request: SipMessage = { kind: 'request', method: 'REGISTER', uri: 'sip:contoso.test', headers: lines, body };
  const answer = (status: number): SipMessage => ({ kind: 'response', status, reason: 'x', headers: lines, body });
  const by = { scheme: 'NTLM', rand: '1', num: '1', realm: REALM, targetname: TARGET };
  const texts = new SignedTexts(4);
  for (const scheme of ['NTLM', 'ntlm', 'NTLM']) {
    for (const each of [request, answer(200), answer(401), request]) {
      const credentials = { ...by, scheme };
      t.is(texts.of(each, credentials), signatureString(fieldsOfMessage(each, credentials), 4));
    }
  }
});
