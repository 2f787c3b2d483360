import test from 'ava';
import { MAX_WARNINGS_IN_A_ROW } from '../../../harness/tls/engine/connection/record-channel.js';
import { MemorySessionStore } from '../../../harness/tls/engine/index.js';
import { encodeHandshake, encodeSslv2ClientHello, handshakeType, recordType } from '../../../harness/wire/tls/index.js';
import { serverIdentity } from './handshake-support.js';
import { PuppetServer } from './puppets.js';
import { established, helloBody, random, server } from './refusal-support.js';

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
  const again = encodeHandshake(handshakeType.client_hello, helloBody());
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
  broken.record(recordType.handshake, encodeHandshake(handshakeType.client_hello, Buffer.alloc(3)));
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

test('who closes in the middle of a handshake says nothing more', async (t) => {
  const before = await server();
  before.engine.close();
  before.bytes(encodeSslv2ClientHello({ version: 0x0301, random, suites: [0x000a] }));
  t.deepEqual(before.heard, [{ type: recordType.alert, fragment: Buffer.from([1, 0]) }]);
  const within = await server();
  within.hello();
  within.engine.close();
  within.exchange();
  within.changeCipher();
  t.deepEqual(within.heard.at(-1), { type: recordType.alert, fragment: Buffer.from([1, 0]) });
  t.deepEqual(within.told.events, []);
  within.bytes(Buffer.from('15030100020100', 'hex'));
  t.deepEqual(within.told.events, ['ended']);
});
