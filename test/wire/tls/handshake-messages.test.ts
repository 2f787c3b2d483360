import test from 'ava';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import {
  encodeCertificateRequest,
  encodeCertificateVerify,
  encodeClientHello,
  encodeClientKeyExchange,
  encodeRenegotiationInfo,
  encodeServerHello,
  encodeServerName,
  MAX_AUTHORITIES,
  MAX_SERVER_NAME,
  parseCertificateRequest,
  parseCertificateVerify,
  parseClientHello,
  parseClientKeyExchange,
  parseRenegotiationInfo,
  parseServerHello,
} from '../../../harness/wire/tls/index.js';

const random = Buffer.alloc(32, 7);
const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

function code(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof HarnessError) return error.code;
    throw error;
  }
  return 'no error';
}

test('a ServerHello, with and without extensions', (t) => {
  const hello = { version: 0x0301, random, sessionId: Buffer.of(1, 2), suite: 0x0005 };
  t.is(encodeServerHello(hello).toString('hex'), `0301${'07'.repeat(32)}02010200${'0500'}`);
  t.is(
    encodeServerHello({ ...hello, extensions: [encodeRenegotiationInfo()] })
      .subarray(40)
      .toString('hex'),
    '0005ff01000100',
  );
  const read = parseServerHello(encodeServerHello({ ...hello, extensions: [encodeRenegotiationInfo()] }));
  t.is(read.suite.name, 'TLS_RSA_WITH_RC4_128_SHA');
  t.is(read.compression, 0);
  t.deepEqual(read.sessionId, Buffer.of(1, 2));
});

test('a ServerHello that its fields cannot hold', (t) => {
  const hello = { version: 0x0301, random, sessionId: Buffer.alloc(32), suite: 5 };
  t.is(
    code(() => encodeServerHello(hello)),
    'no error',
  );
  t.is(
    code(() => encodeServerHello({ ...hello, random: Buffer.alloc(31) })),
    'WIRE_INVALID',
  );
  t.is(
    code(() => encodeServerHello({ ...hello, sessionId: Buffer.alloc(33) })),
    'WIRE_INVALID',
  );
  t.is(
    code(() => encodeServerHello({ ...hello, suite: 0x10000 })),
    'WIRE_INVALID',
  );
  const data = Buffer.alloc(0x10000);
  t.is(
    code(() => encodeServerHello({ ...hello, extensions: [{ type: 1, data }] })),
    'WIRE_TOO_LARGE',
  );
});

test('a CertificateRequest by its bytes', (t) => {
  const bytes = hex('01 01 000a 0003 300100 0003 300101');
  const request = { certificateTypes: [1], authorities: [hex('300100'), hex('300101')] };
  t.deepEqual(parseCertificateRequest(bytes), request);
  t.deepEqual(encodeCertificateRequest(request), bytes);
  t.deepEqual(parseCertificateRequest(hex('02 0102 0000')), { certificateTypes: [1, 2], authorities: [] });
});

test('a CertificateRequest that is none', (t) => {
  t.is(
    code(() => parseCertificateRequest(hex('00 0000'))),
    'WIRE_INVALID',
    'no type',
  );
  t.is(
    code(() => parseCertificateRequest(hex('01 01 0002 0000'))),
    'WIRE_INVALID',
    'an empty name',
  );
  t.is(
    code(() => parseCertificateRequest(hex('01 01 0000 00'))),
    'WIRE_INVALID',
    'a byte too many',
  );
  t.is(
    code(() => parseCertificateRequest(hex('01 01 0003 0002 30'))),
    'WIRE_TRUNCATED',
  );
  t.is(
    code(() => parseCertificateRequest(hex('01 01 0004 0001 30'))),
    'WIRE_TRUNCATED',
  );
  t.is(
    code(() => parseCertificateRequest(Buffer.alloc(0))),
    'WIRE_TRUNCATED',
  );
  // The form of TLS 1.2 has the signature algorithms between both lists.
  t.is(
    code(() => parseCertificateRequest(hex('01 01 0002 0401 0000'))),
    'WIRE_INVALID',
  );
  const names = (count: number) => Array.from({ length: count }, () => Buffer.of(0x30));
  const most = encodeCertificateRequest({ certificateTypes: [1], authorities: names(MAX_AUTHORITIES) });
  t.is(parseCertificateRequest(most).authorities.length, MAX_AUTHORITIES);
  const more = Buffer.concat([most, hex('000130')]);
  more.writeUInt16BE(more.readUInt16BE(2) + 3, 2);
  t.is(
    code(() => parseCertificateRequest(more)),
    'WIRE_TOO_LARGE',
  );
  const encode = (certificateTypes: number[], authorities: Buffer[]) => () =>
    encodeCertificateRequest({ certificateTypes, authorities });
  t.is(code(encode([1], names(MAX_AUTHORITIES + 1))), 'WIRE_TOO_LARGE');
  t.is(code(encode([1], [Buffer.alloc(0x10000)])), 'WIRE_TOO_LARGE');
  t.is(code(encode([1], [Buffer.alloc(0)])), 'WIRE_INVALID');
  for (const types of [[], [256], [-1], [1.5]]) t.is(code(encode(types, [])), 'WIRE_INVALID');
});

test('a ClientKeyExchange with its length, and without it where that is allowed', (t) => {
  const encrypted = Buffer.alloc(256, 9);
  const whole = encodeClientKeyExchange(encrypted);
  t.is(whole.subarray(0, 3).toString('hex'), '010009');
  t.deepEqual(parseClientKeyExchange(whole), encrypted);
  t.deepEqual(parseClientKeyExchange(whole, { bareModulusLength: 256 }), encrypted);
  const bare = encodeClientKeyExchange(encrypted, { bare: true });
  t.deepEqual(bare, encrypted);
  t.deepEqual(parseClientKeyExchange(bare, { bareModulusLength: 256 }), encrypted);
  // Whatever its first two bytes happen to say.
  const misleading = Buffer.concat([hex('00fe'), Buffer.alloc(254, 1)]);
  t.deepEqual(parseClientKeyExchange(misleading, { bareModulusLength: 256 }), misleading);
  t.is(parseClientKeyExchange(misleading).length, 254);
  t.is(
    code(() => parseClientKeyExchange(bare)),
    'WIRE_TRUNCATED',
  );
  t.is(
    code(() => parseClientKeyExchange(bare, { bareModulusLength: 128 })),
    'WIRE_TRUNCATED',
  );
  t.is(
    code(() => parseClientKeyExchange(Buffer.alloc(0), { bareModulusLength: 0 })),
    'WIRE_TRUNCATED',
  );
  t.is(
    code(() => parseClientKeyExchange(Buffer.concat([whole, Buffer.of(0)]))),
    'WIRE_INVALID',
  );
  t.is(
    code(() => encodeClientKeyExchange(Buffer.alloc(0x10000))),
    'WIRE_TOO_LARGE',
  );
});

test('a CertificateVerify', (t) => {
  t.is(encodeCertificateVerify(hex('aabb')).toString('hex'), '0002aabb');
  t.deepEqual(parseCertificateVerify(hex('0002aabb')), hex('aabb'));
  t.is(
    code(() => parseCertificateVerify(hex('0002aabbcc'))),
    'WIRE_INVALID',
  );
  t.is(
    code(() => parseCertificateVerify(hex('0003aabb'))),
    'WIRE_TRUNCATED',
  );
  t.is(
    code(() => parseCertificateVerify(hex('00'))),
    'WIRE_TRUNCATED',
  );
  t.is(
    code(() => encodeCertificateVerify(Buffer.alloc(0x10000))),
    'WIRE_TOO_LARGE',
  );
});

test('renegotiation_info', (t) => {
  t.deepEqual(encodeRenegotiationInfo(), { type: 0xff01, data: hex('00') });
  t.deepEqual(encodeRenegotiationInfo(hex('0102')).data, hex('020102'));
  t.deepEqual(parseRenegotiationInfo(hex('020102')), hex('0102'));
  t.is(
    code(() => parseRenegotiationInfo(hex('0000'))),
    'WIRE_INVALID',
  );
  t.is(
    code(() => parseRenegotiationInfo(hex('0200'))),
    'WIRE_TRUNCATED',
  );
  t.is(
    code(() => parseRenegotiationInfo(Buffer.alloc(0))),
    'WIRE_TRUNCATED',
  );
  t.is(
    code(() => encodeRenegotiationInfo(Buffer.alloc(256))),
    'WIRE_TOO_LARGE',
  );
});

test('server_name as the hello’s reader finds it', (t) => {
  const extension = encodeServerName('sip.contoso.test');
  t.is(extension.data.toString('hex'), `0013000010${Buffer.from('sip.contoso.test').toString('hex')}`);
  const hello = encodeClientHello({ version: 0x0301, random, suites: [5], extensions: [extension] });
  t.is(parseClientHello(hello, 0x0301).serverName, 'sip.contoso.test');
  t.is(encodeServerName('x'.repeat(MAX_SERVER_NAME)).data.length, MAX_SERVER_NAME + 5);
  t.is(
    code(() => encodeServerName('x'.repeat(MAX_SERVER_NAME + 1))),
    'WIRE_TOO_LARGE',
  );
  for (const name of ['', 'a b', 'a\n', 'bücher.test'])
    t.is(
      code(() => encodeServerName(name)),
      'WIRE_INVALID',
      name,
    );
});
