import test from 'ava';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import {
  encodeClientHello,
  encodeSslv2ClientHello,
  parseClientHello,
  parseServerHello,
  parseSslv2ClientHello,
  versionName,
} from '../../../harness/wire/tls/index.js';
import { hex } from '../hex.js';

const random = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
/** RC4 and 3DES in TLS 1.0 without extensions: the hard case of Lync Phone Edition (inferred from Windows CE). */
const windowsCe = hex(`0301 ${random} 00 0006 0004 0005 000a 01 00`);
const withExtensions = hex(`0303 ${random} 04 aabbccdd 0004 1a1a c02f 02 01 00
  0025
  0000 000a 0008 00 0005 6c796e6361
  2a2a 0000
  002b 0007 06 3a3a 0304 0303
  000d 0004 0002 0401`);

test('a hello without extensions is read and written', (t) => {
  const hello = parseClientHello(windowsCe, 0x0301);
  t.like(hello, { format: 'tls', recordVersion: 0x0301, version: 0x0301, onlyLegacySuites: true });
  t.deepEqual(hello.versions, ['TLS 1.0']);
  t.is(hello.random.toString('hex'), random);
  t.is(hello.sessionId.length, 0);
  t.deepEqual(
    hello.suites.map(({ name }) => name),
    ['TLS_RSA_WITH_RC4_128_MD5', 'TLS_RSA_WITH_RC4_128_SHA', 'TLS_RSA_WITH_3DES_EDE_CBC_SHA'],
  );
  t.deepEqual(hello.extensions, []);
  t.false('serverName' in hello);
  t.deepEqual(encodeClientHello({ version: 0x0301, random: hex(random), suites: [4, 5, 10] }), windowsCe);
});

test('a hello with extensions, GREASE among them', (t) => {
  const hello = parseClientHello(withExtensions, 0x0301);
  t.deepEqual(hello.versions, ['TLS 1.3', 'TLS 1.2']);
  t.is(hello.serverName, 'lynca');
  t.is(hello.sessionId.toString('hex'), 'aabbccdd');
  t.deepEqual(hello.compression, [1, 0]);
  t.is(hello.suites[0]?.name, 'GREASE 0x1a1a');
  t.deepEqual(
    hello.extensions.map(({ name }) => name),
    ['server_name', 'extension 10794', 'supported_versions', 'signature_algorithms'],
  );
  t.deepEqual(hello.extensions[3]?.data, hex('0002 0401'));
  t.false(hello.onlyLegacySuites);
});

test('the fingerprint ignores GREASE, random and SNI, and nothing else', (t) => {
  const base = parseClientHello(withExtensions, 0x0301).fingerprint;
  t.regex(base, /^[0-9a-f]{64}$/);
  const changed = (from: string, to: string) => {
    const text = withExtensions.toString('hex');
    t.true(text.includes(from));
    return parseClientHello(hex(text.replace(from, to)), 0x0301).fingerprint;
  };
  t.is(changed('1a1a', '4a4a'), base);
  t.is(changed('2a2a', '5a5a'), base);
  t.is(changed('0001020304', 'ffffffffff'), base);
  t.is(changed('6c796e6361', '6c796e6362'), base);
  t.not(changed('c02f', 'c030'), base);
  t.not(changed('000d0004', '000e0004'), base);
});

const broken: [string, Buffer, RegExp][] = [
  ['no byte', Buffer.alloc(0), /client_version/],
  ['no whole random', windowsCe.subarray(0, 20), /random/],
  ['no suite', hex(`0301 ${random} 00 0000 01 00`), /cipher_suites/],
  ['half a suite', hex(`0301 ${random} 00 0003 000400 01 00`), /cipher_suites/],
  ['suites past the end', hex(`0301 ${random} 00 00ff 0004`), /cipher_suites/],
  ['no compression method', hex(`0301 ${random} 00 0002 0004 00`), /compression_methods/],
  ['a long session id', hex(`0301 ${random} 21 ${'00'.repeat(33)} 0002 0004 01 00`), /session_id/],
  ['extensions past the end', hex(`0301 ${random} 00 0002 0004 01 00 0009 00`), /extensions/],
  ['bytes behind the extensions', hex(`0301 ${random} 00 0002 0004 01 00 0000 00`), /follow its end/],
  ['an extension past its block', hex(`0301 ${random} 00 0002 0004 01 00 0004 0010 0005`), /application_layer/],
  ['a broken name', hex(`0301 ${random} 00 0002 0004 01 00 0007 0000 0003 0001 00`), /server_name/],
  ['half a version', hex(`0301 ${random} 00 0002 0004 01 00 0006 002b 0002 01 03`), /supported_versions/],
];
for (const [name, body, message] of broken) {
  test(`a ClientHello is refused: ${name}`, (t) => {
    t.throws(() => parseClientHello(body, 0x0301), { instanceOf: HarnessError, message });
  });
}

const challenge = '101112131415161718191a1b1c1d1e1f';
const sslv2 = hex(`80 22 01 0301 0009 0000 0010 000004 010080 00000a ${challenge}`);

test('an SSLv2-format hello is read and written; the challenge is filled up on the left', (t) => {
  const hello = parseSslv2ClientHello(sslv2);
  t.like(hello, { format: 'sslv2', recordVersion: 0x0002, version: 0x0301, onlyLegacySuites: true });
  t.deepEqual(hello.versions, ['TLS 1.0']);
  t.deepEqual(hello.suites, [
    { id: 0x04, name: 'TLS_RSA_WITH_RC4_128_MD5' },
    { id: 0x010080, name: 'SSL_CK_RC4_128_WITH_MD5' },
    { id: 0x0a, name: 'TLS_RSA_WITH_3DES_EDE_CBC_SHA' },
  ]);
  t.is(hello.random.toString('hex'), `${'00'.repeat(16)}${challenge}`);
  t.deepEqual(
    encodeSslv2ClientHello({ version: 0x0301, random: hex(challenge), suites: [0x04, 0x010080, 0x0a] }),
    sslv2,
  );
  t.is(parseSslv2ClientHello(Buffer.concat([sslv2, hex('1603')])).suites.length, 3);
});

const brokenSslv2: [string, Buffer, RegExp][] = [
  ['three bytes', sslv2.subarray(0, 3), /its header/],
  ['a TLS record', hex('1603010005 0100000100'), /not an SSL 2.0 client hello/],
  ['a record cut short', sslv2.subarray(0, 20), /its record of 36 bytes/],
  ['no suite', hex(`80 19 01 0301 0000 0000 0010 ${challenge}`), /cipher_spec_length/],
  ['half a suite', hex(`80 1b 01 0301 0002 0000 0010 0000 ${challenge}`), /cipher_spec_length/],
  ['a short challenge', hex('80 0d 01 0301 0003 0000 0001 000004 ff'), /challenge_length/],
  ['a challenge past the end', hex('80 0d 01 0301 0003 0000 0010 000004 ff'), /challenge/],
  ['a record longer than its fields', hex(`80 1d 01 0301 0003 0000 0010 000004 ${challenge} 00`), /follow its end/],
];
for (const [name, bytes, message] of brokenSslv2) {
  test(`an SSLv2-format hello is refused: ${name}`, (t) => {
    t.throws(() => parseSslv2ClientHello(bytes), { instanceOf: HarnessError, message });
  });
}

test('a ServerHello of TLS 1.0, and one whose version is in an extension', (t) => {
  const old = parseServerHello(hex(`0301 ${random} 20 ${random} 0005 00`));
  t.like(old, { version: 0x0301, versionName: 'TLS 1.0', suite: { id: 5, name: 'TLS_RSA_WITH_RC4_128_SHA' } });
  t.is(old.sessionId.toString('hex'), random);
  const recent = parseServerHello(hex(`0303 ${random} 00 1301 00 0006 002b 0002 0304`));
  t.like(recent, { version: 0x0304, versionName: 'TLS 1.3' });
  t.throws(() => parseServerHello(hex(`0301 ${random} 20 0005 00`)), {
    instanceOf: HarnessError,
    message: /session_id/,
  });
  t.throws(() => parseServerHello(hex(`0301 ${random} 00 0005`)), { instanceOf: HarnessError, message: /compression/ });
});

test('versions have names, unknown ones their number', (t) => {
  t.deepEqual([0x0002, 0x0300, 0x0301, 0x0304, 0x7f1c].map(versionName), [
    'SSL 2.0',
    'SSL 3.0',
    'TLS 1.0',
    'TLS 1.3',
    '0x7f1c',
  ]);
});
