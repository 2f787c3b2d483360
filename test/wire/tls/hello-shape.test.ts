import test from 'ava';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { encodeClientHello, parseClientHello } from '../../../harness/wire/tls/index.js';

const offering = (...versions: number[]) => ({
  type: 43,
  data: Buffer.from([versions.length * 2, ...versions.flatMap((version) => [version >> 8, version & 0xff])]),
});

function hello(seed: number, extensions = [offering(0x0304)], suites = [0x1301, 0xc02f], version = 0x0303) {
  return parseClientHello(encodeClientHello({ version, random: Buffer.alloc(32, seed), suites, extensions }), 0x0301);
}

test('hellos of one build share what they say alike, and keep what is their own', (t) => {
  const [one, other] = [hello(1), hello(2)];
  t.is(one.suites, other.suites);
  t.is(one.suiteNames, other.suiteNames);
  t.is(one.extensionNames, other.extensionNames);
  t.notDeepEqual(one.random, other.random);
  t.deepEqual(one.suiteNames, ['TLS_AES_128_GCM_SHA256', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256']);
  t.deepEqual(one.extensionNames, ['supported_versions']);
});

test('hellos that differ in one part of their shape each tell their own', (t) => {
  hello(1);
  t.deepEqual(hello(1, [offering(0x0303)]).versions, ['TLS 1.2']);
  t.deepEqual(hello(1, [offering(0x0304, 0x0303)]).versions, ['TLS 1.3', 'TLS 1.2']);
  t.deepEqual(hello(1, []).versions, ['TLS 1.2']);
  t.deepEqual(hello(1, [], undefined, 0x0301).versions, ['TLS 1.0']);
  t.deepEqual(hello(1, undefined, [0x1301]).suiteNames, ['TLS_AES_128_GCM_SHA256']);
  const empty = (type: number) => ({ type, data: Buffer.alloc(0) });
  t.deepEqual(hello(1, [empty(22)]).extensionNames, ['encrypt_then_mac']);
  t.deepEqual(hello(1, [empty(23)]).extensionNames, ['extended_master_secret']);
  const more = hello(1, [offering(0x0304), empty(23)]);
  t.deepEqual(more.extensionNames, ['supported_versions', 'extended_master_secret']);
  t.not(more.fingerprint, hello(1).fingerprint);
});

test('a list of versions that cannot be read is refused every time', (t) => {
  for (const seed of [1, 2]) {
    const error = t.throws(() => hello(seed, [{ type: 43, data: Buffer.of(3, 3, 4, 3) }]), {
      instanceOf: HarnessError,
    });
    t.is(error?.code, 'WIRE_INVALID');
  }
});
