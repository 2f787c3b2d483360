import { createPrivateKey, X509Certificate } from 'node:crypto';
import test from 'ava';
import { generate } from 'selfsigned';
import { MAX_WARNINGS_IN_A_ROW } from '../../../harness/tls/engine/connection/engine-connection.js';
import {
  createEngineClient,
  createEngineServer,
  type EngineIdentity,
  MemorySessionStore,
} from '../../../harness/tls/engine/index.js';
import {
  encodeClientHello,
  encodeHandshake,
  encodeRenegotiationInfo,
  encodeSslv2ClientHello,
  handshakeType,
  recordType,
} from '../../../harness/wire/tls/index.js';
import { clientIdentity, serverIdentity, Told } from './handshake-support.js';
import { PuppetClient, PuppetServer } from './puppets.js';

/** A certificate whose key no suite of the engine can use. */
async function ellipticCertificate(): Promise<{ der: Buffer; key: string }> {
  const made = await generate([{ name: 'commonName', value: 'phone.contoso.test' }], { keyType: 'ec' });
  return { der: new X509Certificate(made.cert).raw, key: made.private };
}

const handshake = (type: number, body: Buffer) => encodeHandshake(type, body);
const random = Buffer.alloc(32, 5);
const helloBody = (fields: Partial<Parameters<typeof encodeClientHello>[0]> = {}) =>
  encodeClientHello({ version: 0x0301, random, suites: [0x000a], ...fields });

async function server(options: Partial<Parameters<typeof createEngineServer>[0]> = {}): Promise<PuppetClient> {
  return new PuppetClient({ identity: (await serverIdentity()).identity, ...options });
}

async function established(): Promise<PuppetClient> {
  const client = await server();
  client.hello();
  client.exchange();
  client.changeCipher();
  client.finished();
  return client;
}

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
  const record = client.seal(recordType.handshake, handshake(handshakeType.client_key_exchange, Buffer.alloc(258)));
  record.writeUInt16BE(0x0303, 1);
  client.bytes(record);
  t.is(client.alert, 'protocol_version');
  const refusing = await server();
  refusing.hello();
  refusing.bytes(Buffer.from('15030300020246', 'hex'));
  t.deepEqual(refusing.told.events, ['failed TLS_ALERT_RECEIVED protocol_version']);
});

test('client certificates that cannot be accepted', async (t) => {
  const phone = (await clientIdentity()).identity;
  const elliptic = await ellipticCertificate();
  const clientCertificate = { authorities: [], required: true };
  const cases: [string, (client: PuppetClient) => void, string][] = [
    ['none', (client) => client.certificate([]), 'handshake_failure'],
    ['an elliptic key', (client) => client.certificate([elliptic.der]), 'unsupported_certificate'],
    ['garbage', (client) => client.certificate([Buffer.from('3003020101', 'hex')]), 'bad_certificate'],
    [
      'a broken list',
      (client) => client.message(handshakeType.certificate, Buffer.from('000005000004aa', 'hex')),
      'decode_error',
    ],
    [
      "another key's signature",
      (client) => {
        client.certificate(phone.chain);
        client.exchange();
        client.verify(createPrivateKey(rsaKey));
      },
      'decrypt_error',
    ],
    [
      'a signature of something else',
      (client) => {
        client.certificate(phone.chain);
        client.exchange();
        client.transcript.add(Buffer.from('else'));
        client.verify(phone.privateKey);
      },
      'decrypt_error',
    ],
    [
      'no signature',
      (client) => {
        client.certificate(phone.chain);
        client.exchange();
        client.message(handshakeType.certificate_verify, Buffer.from([0, 0]));
      },
      'decrypt_error',
    ],
    [
      'a broken CertificateVerify',
      (client) => {
        client.certificate(phone.chain);
        client.exchange();
        client.message(handshakeType.certificate_verify, Buffer.from([1, 0, 7]));
      },
      'decode_error',
    ],
    [
      'no proof at all',
      (client) => {
        client.certificate(phone.chain);
        client.exchange();
        client.changeCipher();
      },
      'unexpected_message',
    ],
  ];
  const rsaKey = (await serverIdentity()).pem.key;
  for (const [name, say, alert] of cases) {
    const client = await server({ clientCertificate });
    client.hello();
    say(client);
    t.is(client.alert, alert, name);
    t.deepEqual(client.engine.peerChain, [], name);
  }
});

test("a server's choices and certificates that a client cannot accept", async (t) => {
  const { identity } = await serverIdentity();
  const elliptic = await ellipticCertificate();
  const session = { id: Buffer.alloc(32, 7), suite: 0x0005, master: Buffer.alloc(48, 8), clientChain: [] };
  const extensions = (type: number, hex: string) => ({ extensions: [{ type, data: Buffer.from(hex, 'hex') }] });
  const after = (say: (peer: PuppetServer) => void) => (peer: PuppetServer) => {
    peer.hello();
    say(peer);
  };
  const cases: [string, (peer: PuppetServer) => void, string][] = [
    ['SSL 3.0', (peer) => peer.hello({ version: 0x0300 }), 'protocol_version'],
    ['TLS 1.2', (peer) => peer.hello({ version: 0x0303 }), 'protocol_version'],
    ['a suite it did not offer', (peer) => peer.hello({ suite: 0x0035 }), 'illegal_parameter'],
    ['a suite nobody has', (peer) => peer.hello({ suite: 0x1301 }), 'illegal_parameter'],
    ['the signalling suite', (peer) => peer.hello({ suite: 0x00ff }), 'illegal_parameter'],
    ['a session with another suite', (peer) => peer.hello({ sessionId: session.id }), 'illegal_parameter'],
    ['an extension it did not send', (peer) => peer.hello(extensions(35, '')), 'unsupported_extension'],
    ['an SNI answer without SNI', (peer) => peer.hello(extensions(0, '')), 'unsupported_extension'],
    ['a renegotiation', (peer) => peer.hello(extensions(0xff01, '0101')), 'handshake_failure'],
    ['compression', (peer) => peer.message(handshakeType.server_hello, compressed()), 'illegal_parameter'],
    [
      'a short ServerHello',
      (peer) => peer.message(handshakeType.server_hello, compressed().subarray(0, 30)),
      'decode_error',
    ],
    ['no certificate', after((peer) => peer.certificate([])), 'decode_error'],
    ['an elliptic key', after((peer) => peer.certificate([elliptic.der])), 'unsupported_certificate'],
    ['garbage', after((peer) => peer.certificate([Buffer.from('garbage')])), 'bad_certificate'],
    [
      'a ServerHelloDone with content',
      after((peer) => {
        peer.certificate(identity.chain);
        peer.message(handshakeType.server_hello_done, Buffer.from([0]));
      }),
      'decode_error',
    ],
    [
      'a CertificateRequest without types',
      after((peer) => {
        peer.certificate(identity.chain);
        peer.message(handshakeType.certificate_request, Buffer.from('000000', 'hex'));
      }),
      'decode_error',
    ],
    [
      'a wrong Finished',
      after((peer) => {
        peer.certificate(identity.chain);
        peer.done();
        peer.changeCipher();
        peer.finished(Buffer.alloc(12));
      }),
      'decrypt_error',
    ],
    [
      'a HelloRequest with content',
      (peer) => peer.message(handshakeType.hello_request, Buffer.from([0])),
      'decode_error',
    ],
  ];
  for (const [name, say, alert] of cases) {
    const peer = new PuppetServer(identity, { suites: [0x000a, 0x0005, 0x00ff], session });
    say(peer);
    t.is(peer.alert, alert, name);
    t.deepEqual(peer.told.events, [`failed TLS_ALERT_SENT ${alert}`], name);
  }
  const fine = new PuppetServer(identity, { suites: [0x000a, 0x00ff], serverName: 'sip.contoso.test' });
  fine.hello({ extensions: [encodeRenegotiationInfo(), { type: 0, data: Buffer.alloc(0) }] });
  t.is(fine.told.error, undefined);
});

function compressed(): Buffer {
  return Buffer.concat([Buffer.from([3, 1]), random, Buffer.from([0, 0, 10, 1])]);
}

test('alerts: fatal, warnings and how many, unknown ones, cut in two, several in one record', async (t) => {
  const alert = (...bytes: number[]) => Buffer.from(bytes);
  const fatal = await established();
  fatal.record(recordType.alert, alert(2, 48));
  t.deepEqual(fatal.told.events, ['established', 'failed TLS_ALERT_RECEIVED unknown_ca']);
  t.is(fatal.told.error?.code, 'TLS_ALERT_RECEIVED');
  const sent = fatal.told.sent.length;
  fatal.record(recordType.applicationData, Buffer.from('late'));
  t.deepEqual([fatal.told.sent.length, fatal.told.received.length], [sent, 0]);
  const strange = await established();
  strange.record(recordType.alert, alert(2, 200));
  t.is(strange.told.events.at(-1), 'failed TLS_ALERT_RECEIVED alert 200');
  const level = await established();
  level.record(recordType.alert, alert(3, 48));
  t.is(level.alert, 'illegal_parameter');
  const cut = await established();
  cut.record(recordType.alert, alert(1));
  cut.record(recordType.alert, alert(90, 1, 0));
  t.deepEqual(cut.told.events, ['established', 'warned user_canceled', 'ended']);
  const torn = await established();
  torn.record(recordType.alert, alert(1));
  torn.record(recordType.applicationData, Buffer.from('x'));
  t.is(torn.alert, 'unexpected_message');
  const many = await established();
  for (let count = 0; count < MAX_WARNINGS_IN_A_ROW; count++) many.record(recordType.alert, alert(1, 90));
  t.is(many.told.error, undefined);
  many.record(recordType.applicationData, Buffer.from('x'));
  for (let count = 0; count < MAX_WARNINGS_IN_A_ROW; count++) many.record(recordType.alert, alert(1, 90));
  t.is(many.told.error, undefined);
  many.record(recordType.alert, alert(1, 90));
  t.is(many.alert, 'unexpected_message');
});

test('close_notify is answered with one, at any time; nothing follows it', async (t) => {
  const early = await server();
  early.hello();
  early.record(recordType.alert, Buffer.from([1, 0]));
  t.deepEqual(early.heard.at(-1), { type: recordType.alert, fragment: Buffer.from([1, 0]) });
  t.deepEqual(early.told.events, ['ended']);
  const late = await established();
  late.bytes(
    Buffer.concat([
      late.seal(recordType.alert, Buffer.from([1, 0])),
      late.seal(recordType.applicationData, Buffer.from('after the end')),
    ]),
  );
  t.deepEqual(late.told.events, ['established', 'ended']);
  t.deepEqual(late.told.received, []);
  const own = await established();
  own.engine.close();
  const sent = own.told.sent.length;
  own.record(recordType.applicationData, Buffer.from('underway'));
  t.is(own.told.text, 'underway');
  own.record(recordType.handshake, Buffer.from([99, 0, 0, 0]));
  t.deepEqual(own.told.events, ['established', 'ended']);
  t.is(own.told.sent.length, sent);
});

test('a client that renegotiates is told no, and the connection goes on; but not for ever', async (t) => {
  const client = await established();
  const again = handshake(handshakeType.client_hello, helloBody());
  client.record(recordType.handshake, again);
  t.deepEqual(client.heard.at(-1), { type: recordType.alert, fragment: Buffer.from([1, 100]) });
  client.record(recordType.applicationData, Buffer.from('still here'));
  t.is(client.told.text, 'still here');
  t.deepEqual(client.told.events, ['established']);
  for (let count = 0; count < MAX_WARNINGS_IN_A_ROW; count++) client.record(recordType.handshake, again);
  t.is(client.told.error, undefined);
  client.record(recordType.handshake, again);
  t.is(client.alert, 'unexpected_message');
  const broken = await established();
  broken.record(recordType.handshake, handshake(handshakeType.client_hello, Buffer.alloc(3)));
  t.is(broken.alert, 'decode_error');
});

test('messages coalesced in one record, and cut over many', async (t) => {
  const { identity } = await serverIdentity();
  const peer = new PuppetServer(identity);
  const bodies: Buffer[] = [];
  const record = peer.record.bind(peer);
  peer.record = (type, content) => {
    if (type === recordType.handshake) bodies.push(content);
    else record(type, content);
  };
  peer.hello();
  peer.certificate(identity.chain);
  peer.done();
  for (const byte of Buffer.concat(bodies).subarray(0, 100)) record(recordType.handshake, Buffer.from([byte]));
  record(recordType.handshake, Buffer.concat(bodies).subarray(100));
  peer.record = record;
  peer.changeCipher();
  peer.finished();
  t.deepEqual(peer.told.events, ['established']);
});

test('a failed connection ends its session too', async (t) => {
  const sessions = new MemorySessionStore();
  const client = await server({ sessions });
  client.hello();
  client.exchange();
  client.changeCipher();
  client.finished();
  t.is(sessions.size, 1);
  client.record(recordType.handshake, Buffer.from([99, 0, 0, 0]));
  t.is(client.alert, 'unexpected_message');
  t.is(sessions.size, 0);
  const unfinished = await server({ sessions });
  unfinished.hello();
  unfinished.exchange();
  t.is(sessions.size, 0);
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
