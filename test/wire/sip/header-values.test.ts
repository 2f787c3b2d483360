import test from 'ava';
import fc from 'fast-check';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import {
  formatCredentials,
  gruuIdentifier,
  header,
  headerValues,
  instanceFromEpid,
  listValues,
  parseAddress,
  parseCredentials,
  parseCSeq,
  parseVia,
} from '../../../harness/wire/sip/index.js';

test('headers are found in any case, compact or long, both ways', (t) => {
  const message = {
    headers: [
      { name: 'v', value: 'one' },
      { name: 'VIA', value: 'two' },
      { name: 'Supported', value: 'gruu-10' },
    ],
  };
  t.is(header(message, 'Via'), 'one');
  t.deepEqual(headerValues(message, 'V'), ['one', 'two']);
  t.is(header(message, 'k'), 'gruu-10');
  t.is(header(message, 'To'), undefined);
});

test('the From of a phone', (t) => {
  const from = parseAddress('"Alice \\"A\\" X"<sip:alice@contoso.test>;TAG=6b0e52f7a9;epid=7d41f09b2c');
  t.is(from.displayName, 'Alice "A" X');
  t.is(from.uri, 'sip:alice@contoso.test');
  t.deepEqual(
    [...from.parameters],
    [
      ['tag', '6b0e52f7a9'],
      ['epid', '7d41f09b2c'],
    ],
  );
});

test('the Contact of a phone: URI parameters stay in the URI, quotes come off', (t) => {
  const contact = parseAddress(
    '<sip:10.0.0.21:1063;transport=tls;ms-opaque=1f>;methods="INVITE, BYE";proxy=replace;+sip.instance="<urn:uuid:656AE8D4-A223-5A99-BC01-0B0D3839020D>"',
  );
  t.is(contact.uri, 'sip:10.0.0.21:1063;transport=tls;ms-opaque=1f');
  t.is(contact.displayName, undefined);
  t.is(contact.parameters.get('methods'), 'INVITE, BYE');
  t.is(contact.parameters.get('+sip.instance'), '<urn:uuid:656AE8D4-A223-5A99-BC01-0B0D3839020D>');
  t.is(parseAddress('*').uri, '*');
});

test('a list splits outside quotes and brackets', (t) => {
  t.deepEqual(listValues('"A, \\" B" <sip:a,b@c>;x="1,2" , sip:d,,'), ['"A, \\" B" <sip:a,b@c>;x="1,2"', 'sip:d']);
});

test('credentials are read by name, quoted or bare, in any order', (t) => {
  const read = parseCredentials(
    'NTLM qop="auth", Version=4,opaque="4D2C6E10" , gssapi-data="", realm="SIP Communications Service, x=\\y"',
  );
  t.is(read.scheme, 'NTLM');
  t.deepEqual(
    [...read.parameters],
    [
      ['qop', 'auth'],
      ['version', '4'],
      ['opaque', '4D2C6E10'],
      ['gssapi-data', ''],
      ['realm', 'SIP Communications Service, x=\\y'],
    ],
  );
  t.is(parseCredentials('Negotiate').parameters.size, 0);
});

test('a challenge as a registrar writes it', (t) => {
  t.is(
    formatCredentials('TLS-DSK', [
      ['realm', 'SIP Communications Service'],
      ['targetname', 'fe01.contoso.test'],
      ['version', '4', false],
    ]),
    'TLS-DSK realm="SIP Communications Service", targetname="fe01.contoso.test", version=4',
  );
});

for (const text of ['', '"NTLM"', 'NTLM qop', 'NTLM qop="auth', 'NTLM a="1" b="2"', 'NTLM a="1", A="2"', 'NTLM ="1"']) {
  test(`credentials refused: ${text}`, (t) => {
    t.is(t.throws(() => parseCredentials(text), { instanceOf: HarnessError })?.code, 'WIRE_INVALID');
  });
}

test('credentials that could not be read back are not written', (t) => {
  for (const parameter of [
    ['a', 'x"y'],
    ['a', 'x\r\ny'],
    ['a b', ''],
    ['a', '1 2', false],
    ['a', '', false],
  ] as const) {
    t.throws(() => formatCredentials('NTLM', [parameter]), { instanceOf: HarnessError });
  }
});

test('Via with port, parameters and IPv6', (t) => {
  const via = parseVia('SIP/2.0/tls 10.0.0.21:1063;branch=z9hG4bK1;received=10.0.0.9');
  t.deepEqual(
    [via.protocol, via.transport, via.host, via.port, via.parameters.get('received')],
    ['SIP/2.0/tls', 'TLS', '10.0.0.21', 1063, '10.0.0.9'],
  );
  t.is(parseVia('SIP/2.0/TCP [2001:db8::1]:5061').host, '[2001:db8::1]');
  t.false('port' in parseVia('SIP/2.0/TLS fe01.contoso.test'));
  for (const bad of [
    '',
    'SIP/2.0 a',
    'SIP/3.0/TLS a',
    'HTTP/2.0/TLS a',
    'SIP/2.0/TLS a:0',
    'SIP/2.0/TLS a:65536',
    'SIP/2.0/TLS',
  ]) {
    t.throws(() => parseVia(bad), { instanceOf: HarnessError }, bad);
  }
});

test('CSeq keeps its digits and its bounds', (t) => {
  t.deepEqual(parseCSeq('2147483647 BYE'), { number: 2147483647, method: 'BYE', numberText: '2147483647' });
  for (const bad of ['2147483648 BYE', '-1 BYE', '1', 'BYE 1', '1 B@E']) {
    t.throws(() => parseCSeq(bad), { instanceOf: HarnessError }, bad);
  }
});

test('the instance of an epid: public pairs', (t) => {
  t.is(instanceFromEpid('01010101'), '4b1682a8-f968-5701-83fc-7c6741dc6697');
  t.is(instanceFromEpid('c8ca638a15'), '34d859db-6585-5f91-a3b4-de853c15347d');
  t.is(instanceFromEpid('8248ca9ebb'), '4233fd41-093b-5fd6-b5d2-651ed55969e6');
});

test('the GRUU of an instance: public pair, in either case', (t) => {
  t.is(gruuIdentifier('34d859db-6585-5f91-a3b4-de853c15347d'), '21nYNIVlkV-jtN6FPBU0fQAA');
  t.is(gruuIdentifier('34D859DB-6585-5F91-A3B4-DE853C15347D'), '21nYNIVlkV-jtN6FPBU0fQAA');
  t.throws(() => gruuIdentifier('34d859db'), { instanceOf: HarnessError });
});

test('a CSeq is digits, blanks and a method, and nothing else', (t) => {
  const text = fc
    .array(fc.constantFrom('0', '7', ' ', '\t', 'A', '-', '!', '\u00a0', '0'.repeat(33), 'REGISTER'), { maxLength: 5 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (value) => {
      const [, numberText, method] = /^([0-9]{1,64})[ \t]+([A-Za-z0-9.!%*_+`'~-]+)$/.exec(value.trim()) ?? [];
      let read: { readonly numberText?: string | undefined; readonly method?: string | undefined } = {};
      try {
        read = parseCSeq(value);
      } catch (error) {
        if (!(error instanceof HarnessError)) throw error;
        if (Number(numberText) >= 2 ** 31) return true;
      }
      return read.numberText === numberText && read.method === method;
    }),
    { numRuns: 2000 },
  );
  t.pass();
});
