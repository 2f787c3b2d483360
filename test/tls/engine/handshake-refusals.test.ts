import { createPrivateKey } from 'node:crypto';
import test from 'ava';
import { createEngineClient, createEngineServer, type EngineIdentity } from '../../../harness/tls/engine/index.js';
import {
  encodeHandshake,
  encodeRenegotiationInfo,
  encodeSslv2ClientHello,
  handshakeType,
  recordType,
} from '../../../harness/wire/tls/index.js';
import { serverIdentity, Told } from './handshake-support.js';
import type { PuppetClient } from './puppets.js';
import { ellipticCertificate, helloBody, random, server } from './refusal-support.js';

test('hellos that cannot be served get the alert of RFC 2246', async (t) => {
  const extension = (type: number, hex: string) => ({ type, data: Buffer.from(hex, 'hex') });
  const cases: [string, Buffer, string][] = [
    ['SSL 3.0', helloBody({ version: 0x0300 }), 'protocol_version'],
    ['no common suite', helloBody({ suites: [0x0009, 0xc02f] }), 'handshake_failure'],
    ['only signalling suites', helloBody({ suites: [0x00ff] }), 'handshake_failure'],
    ['no null compression', helloBody({ compression: [1] }), 'illegal_parameter'],
    ['no compression at all', helloBody({ compression: [] }), 'decode_error'],
    ['no suites', helloBody({ suites: [] }), 'decode_error'],
    ['cut short', helloBody().subarray(0, 40), 'decode_error'],
    ['empty', Buffer.alloc(0), 'decode_error'],
    ['bytes that are no extensions', Buffer.concat([helloBody(), Buffer.from('0102', 'hex')]), 'decode_error'],
    ['an extension twice', helloBody({ extensions: [extension(35, ''), extension(35, '')] }), 'illegal_parameter'],
    ['TLS 1.3 only', helloBody({ version: 0x0303, extensions: [extension(43, '020304')] }), 'protocol_version'],
    ['renegotiation', helloBody({ extensions: [encodeRenegotiationInfo(Buffer.alloc(12, 1))] }), 'handshake_failure'],
    ['a broken renegotiation_info', helloBody({ extensions: [extension(0xff01, '05')] }), 'decode_error'],
  ];
  for (const [name, body, alert] of cases) {
    const client = await server();
    client.message(handshakeType.client_hello, body);
    t.is(client.alert, alert, name);
    t.is(client.heard.length, 1, name);
    t.is(client.told.error?.code, 'TLS_ALERT_SENT');
    t.false(client.engine.established);
  }
  for (const fields of [
    { version: 0x0303, extensions: [extension(43, '0403040301')] },
    { version: 0x0303 },
    { version: 0x0400 },
    { compression: [1, 0] },
    { extensions: [encodeRenegotiationInfo()] },
  ]) {
    const client = await server();
    client.message(handshakeType.client_hello, helloBody(fields));
    t.is(client.told.error, undefined);
    t.true(client.heard.length > 0);
  }
});

test('renegotiation_info is answered only to those who understand it', async (t) => {
  const answer = Buffer.from('0005ff01000100', 'hex');
  for (const [fields, answered] of [
    [{}, false],
    [{ suites: [0x000a, 0x00ff] }, true],
    [{ extensions: [encodeRenegotiationInfo()] }, true],
  ] as const) {
    const client = await server();
    client.message(handshakeType.client_hello, helloBody(fields));
    const flight = client.heard[0]?.fragment ?? Buffer.alloc(0);
    t.is(flight.subarray(0, 4 + flight.readUIntBE(1, 3)).includes(answer), answered);
  }
});

test('openings in SSLv2 format that cannot be served', async (t) => {
  const good = encodeSslv2ClientHello({ version: 0x0301, random, suites: [0x0005] });
  const other = (at: number, value: number) => {
    const bytes = Buffer.from(good);
    bytes[at] = value;
    return bytes;
  };
  for (const [name, bytes, alert] of [
    ['SSL 2.0 itself', Buffer.concat([good.subarray(0, 3), Buffer.from([0, 2]), good.subarray(5)]), 'protocol_version'],
    ['SSL 3.0', other(4, 0), 'protocol_version'],
    ['another message', other(2, 4), 'unexpected_message'],
    ['a length that is too long', other(0, 0xff), 'illegal_parameter'],
    ['suites of two bytes', other(6, 2), 'decode_error'],
    ['no common suite', encodeSslv2ClientHello({ version: 0x0301, random, suites: [0x010080] }), 'handshake_failure'],
    ['something else', Buffer.from([0x80, 0xff, 0xff]), 'unexpected_message'],
  ] as const) {
    const client = await server();
    client.bytes(bytes);
    t.is(client.alert, alert, name);
  }
});

test('messages of the wrong length or content after the hello', async (t) => {
  const exchange = (body: Buffer) => (client: PuppetClient) => client.message(handshakeType.client_key_exchange, body);
  const finish = (make: (body: Buffer) => Buffer) => (client: PuppetClient) => {
    client.exchange();
    client.changeCipher();
    client.finished(make(client.verifyData()));
  };
  const cases: [string, (client: PuppetClient) => void, string][] = [
    ['an empty exchange', exchange(Buffer.alloc(0)), 'decode_error'],
    ['a ciphertext without its length', exchange(Buffer.alloc(256, 1)), 'decode_error'],
    ['a short ciphertext', exchange(Buffer.concat([Buffer.from([0, 255]), Buffer.alloc(255)])), 'decode_error'],
    ['a long ciphertext', exchange(Buffer.concat([Buffer.from([1, 1]), Buffer.alloc(257)])), 'decode_error'],
    ['bytes behind it', exchange(Buffer.concat([Buffer.from([1, 0]), Buffer.alloc(257)])), 'decode_error'],
    ['a short Finished', finish((body) => body.subarray(1)), 'decode_error'],
    ['a long Finished', finish((body) => Buffer.concat([body, body])), 'decode_error'],
    ['an empty Finished', finish(() => Buffer.alloc(0)), 'decode_error'],
    [
      'a wrong Finished',
      finish((body) => Buffer.from(body.map((byte, i) => (i === 11 ? byte ^ 1 : byte)))),
      'decrypt_error',
    ],
    [
      'a message that is too long to be one',
      (client) =>
        client.record(recordType.handshake, Buffer.from([handshakeType.client_key_exchange, 0xff, 0xff, 0xff])),
      'illegal_parameter',
    ],
  ];
  for (const content of ['02', '00']) {
    cases.push([
      `ChangeCipherSpec ${content}`,
      (client) => {
        client.exchange();
        client.record(recordType.changeCipherSpec, Buffer.from(content, 'hex'));
      },
      'illegal_parameter',
    ]);
  }
  cases.push([
    'ChangeCipherSpec of two bytes',
    (client) => {
      client.exchange();
      client.record(recordType.changeCipherSpec, Buffer.from([1, 1]));
    },
    'decode_error',
  ]);
  for (const [name, say, alert] of cases) {
    const client = await server();
    client.hello();
    say(client);
    t.is(client.alert, alert, name);
    t.deepEqual(client.told.events, [`failed TLS_ALERT_SENT ${alert}`], name);
  }
});

test('a record of another version after the ServerHello is refused, unless it is an alert', async (t) => {
  const client = await server();
  client.hello();
  const record = client.seal(
    recordType.handshake,
    encodeHandshake(handshakeType.client_key_exchange, Buffer.alloc(258)),
  );
  record.writeUInt16BE(0x0303, 1);
  client.bytes(record);
  t.is(client.alert, 'protocol_version');
  const refusing = await server();
  refusing.hello();
  refusing.bytes(Buffer.from('15030300020246', 'hex'));
  t.deepEqual(refusing.told.events, ['failed TLS_ALERT_RECEIVED protocol_version']);
});

test('identities that cannot serve are refused by the harness, not by an alert', async (t) => {
  const elliptic = await ellipticCertificate();
  const { identity } = await serverIdentity();
  const bad: EngineIdentity[] = [
    { chain: [elliptic.der], privateKey: createPrivateKey(elliptic.key) },
    { ...identity, chain: [] },
  ];
  for (const each of bad) {
    const error = { code: 'TLS_CERTIFICATE_UNUSABLE' };
    t.throws(() => createEngineServer({ identity: each }, new Told()), error);
    t.throws(() => createEngineClient({ suites: [5], identity: each }, new Told()), error);
  }
});
