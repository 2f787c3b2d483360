import test from 'ava';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import {
  encodeClientHello,
  encodeHandshake,
  encodeRecords,
  encodeSslv2ClientHello,
  type FirstBytes,
  helloLength,
  MAX_FIRST_BYTES,
  recognizeFirstBytes,
} from '../../../harness/wire/tls/index.js';
import { hex } from '../hex.js';

const random = Buffer.alloc(32, 9);
const message = encodeHandshake(1, encodeClientHello({ version: 0x0301, random, suites: [5, 10] }));
const hello = encodeRecords(22, 0x0301, message);
const sslv2 = encodeSslv2ClientHello({ version: 0x0301, random, suites: [4] });

const text = (value: string) => Buffer.from(value, 'latin1');
const cases: [string, Buffer, FirstBytes['kind']][] = [
  ['nothing', Buffer.alloc(0), 'incomplete'],
  ['a ClientHello', hello, 'tls'],
  ['three bytes of one', hello.subarray(0, 3), 'tls'],
  ['two bytes of one', hello.subarray(0, 2), 'incomplete'],
  ['an alert', hex('15 0301 0002 0100'), 'tls'],
  ['a handshake type with another version', hex('16 0200'), 'unknown'],
  ['an SSLv2-format hello for TLS', sslv2, 'sslv2'],
  ['an SSLv2 hello for SSLv2', hex('80 1c 01 0002 0003'), 'sslv2'],
  ['four bytes of one', sslv2.subarray(0, 4), 'incomplete'],
  ['one byte of one', sslv2.subarray(0, 1), 'incomplete'],
  ['another SSLv2 message', hex('80 1c 04 0002 0003'), 'unknown'],
  ['an SSLv2 hello for version 9', hex('80 1c 01 0900 0003'), 'unknown'],
  ['LDAP', hex('30 0c 02 01 01 60 07 02 01 03 04 00 80 00'), 'unknown'],
  ['a binary protocol', hex('00 01 02'), 'unknown'],
  ['REGISTER', text('REGISTER sip:contoso.com SIP/2.0\r\n'), 'sip'],
  ['a Lync SERVICE', text('SERVICE sip:jeff@contoso.com SIP/2.0\r\n'), 'sip'],
  ['OPTIONS with a SIP URI', text('OPTIONS sip:contoso.com'), 'sip'],
  ['a SIP answer', text('SIP/2.0 200 OK\r\n'), 'sip'],
  ['keep-alive, then SIP', text('\r\n\r\nREGISTER sip:'), 'sip'],
  ['keep-alive alone', text('\r\n\r\n'), 'incomplete'],
  ['GET', text('GET / HTTP/1.1\r\n'), 'http'],
  ['a POST', text('POST /CertProv/'), 'http'],
  ['OPTIONS with a path', text('OPTIONS /RequestHandler'), 'http'],
  ['OPTIONS alone', text('OPTIONS '), 'incomplete'],
  ['an unusual HTTP method', text('MKCOL /x HTTP/1.1\r\n'), 'http'],
  ['half a method', text('REGI'), 'incomplete'],
  ['half a word that is none', text('HELO'), 'unknown'],
  ['a line that is none', text('HELO there\r\n'), 'unknown'],
  ['empty lines without end', Buffer.alloc(MAX_FIRST_BYTES, '\r\n'), 'unknown'],
];
for (const [name, bytes, kind] of cases) {
  test(`first bytes: ${name}: ${kind}`, (t) => {
    t.is(recognizeFirstBytes(bytes).kind, kind);
  });
}

test('the length of a hello in one record is known with its ninth byte', (t) => {
  for (let have = 0; have <= hello.length; have++) {
    t.is(helloLength(hello.subarray(0, have)), have < 9 ? undefined : hello.length);
  }
  t.is(helloLength(Buffer.concat([hello, hex('deadbeef')])), hello.length);
});

test('a hello over several records is whole with the last of them', (t) => {
  const spread = Buffer.concat([...message].map((byte) => encodeRecords(22, 0x0301, Buffer.from([byte]))));
  for (let have = 0; have < spread.length; have++) {
    const length = helloLength(spread.subarray(0, have));
    t.true(length === undefined || length === spread.length);
  }
  t.is(helloLength(spread), spread.length);
  t.is(helloLength(spread.subarray(0, -7)), undefined);
});

test('the length of an SSLv2-format hello is its record', (t) => {
  t.is(helloLength(sslv2.subarray(0, 5)), sslv2.length);
});

for (const [name, bytes] of [
  ['HTTP', text('GET / HTTP/1.1')],
  ['an alert', hex('15 0301 0002 0100')],
  ['another handshake message', hex('16 0301 0004 02000000')],
  ['an empty record', hex('16 0301 0000')],
  ['a hello of 16 MB', hex('16 0301 0004 01ffffff')],
  ['an alert in the middle', hex('16 0301 0001 01 15 0301 0002 0100')],
] as const) {
  test(`never a hello: ${name}`, (t) => {
    t.throws(() => helloLength(bytes), { instanceOf: HarnessError });
  });
}
