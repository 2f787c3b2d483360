import test from 'ava';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { RecordLayer } from '../../../harness/tls/engine/record/index.js';
import { recordType } from '../../../harness/wire/tls/index.js';
import { blockSuites, opened, reader, record, streamSuites, suites, testKeys, writer } from './support.js';

const { alert, applicationData, handshake } = recordType;
const text = Buffer.from('REGISTER sip:contoso.test SIP/2.0');

test('every suite: records of both directions of a connection, in order', (t) => {
  for (const suite of suites) {
    const phone = new RecordLayer();
    const server = new RecordLayer();
    phone.protectWrite(suite, testKeys(suite, 'client'));
    phone.protectRead(suite, testKeys(suite, 'server'));
    server.protectWrite(suite, testKeys(suite, 'server'));
    server.protectRead(suite, testKeys(suite, 'client'));
    server.push(Buffer.concat([phone.seal(handshake, text), phone.seal(alert, Buffer.of(1, 0))]));
    phone.push(server.seal(handshake, text));
    t.deepEqual(opened(server), [
      { type: handshake, version: 0x0301, fragment: text },
      { type: alert, version: 0x0301, fragment: Buffer.of(1, 0) },
    ]);
    t.deepEqual(opened(phone), [{ type: handshake, version: 0x0301, fragment: text }]);
  }
});

test('protection starts where it is told, for each direction alone', (t) => {
  for (const suite of suites) {
    const sender = new RecordLayer();
    const receiver = new RecordLayer();
    const clear = sender.seal(handshake, text);
    t.deepEqual(clear, record(handshake, text));
    t.false(sender.writeProtected);
    sender.protectWrite(suite, testKeys(suite));
    t.true(sender.writeProtected);
    t.false(sender.readProtected);
    // Both arrive at once: what is held is opened with the keys in force when it is asked for.
    receiver.push(Buffer.concat([clear, sender.seal(handshake, text)]));
    t.deepEqual(receiver.next()?.fragment, text);
    receiver.protectRead(suite, testKeys(suite));
    t.true(receiver.readProtected);
    t.false(receiver.writeProtected);
    t.deepEqual(receiver.next()?.fragment, text);
    t.is(receiver.next(), undefined);
  }
});

test('under CBC the first byte of application data goes alone, and only there', (t) => {
  const lengths = (layer: RecordLayer, type: number, bytes: Buffer) => {
    const receiver = reader();
    receiver.push(layer.seal(type, bytes));
    return opened(receiver).length;
  };
  for (const suite of blockSuites) {
    const sender = writer(suite);
    const receiver = reader(suite);
    receiver.push(sender.seal(applicationData, text));
    t.deepEqual(
      opened(receiver).map(({ fragment }) => String(fragment)),
      ['R', 'EGISTER sip:contoso.test SIP/2.0'],
    );
    t.is(lengths(sender, applicationData, Buffer.of(1)), 1, 'a single byte stays one record');
    t.is(lengths(sender, handshake, text), 1);
    t.is(lengths(sender, alert, Buffer.of(2, 40)), 1);
  }
  for (const suite of streamSuites) t.is(lengths(writer(suite), applicationData, text), 1);
  t.is(lengths(new RecordLayer(), applicationData, text), 1, 'in the clear there is nothing to protect');
});

test('a CBC record starts from the last block of the one before, and its padding is one block at most', (t) => {
  for (const suite of blockSuites) {
    const sender = writer(suite);
    const sizes = new Set<number>();
    for (let length = 1; length <= suite.blockLength; length++) {
      const sealed = sender.seal(handshake, Buffer.alloc(length));
      sizes.add(sealed.length - 5 - length - suite.macLength);
    }
    t.deepEqual(
      [...sizes].sort((a, b) => a - b),
      Array.from({ length: suite.blockLength }, (_, index) => index + 1),
    );
    const same = [sender.seal(handshake, text), sender.seal(handshake, text)];
    t.notDeepEqual(same[0]?.subarray(5, 5 + suite.blockLength), same[1]?.subarray(5, 5 + suite.blockLength));
  }
});

test('long data is cut at the longest record, 16384 bytes or what was asked for', (t) => {
  const cut = (layer: RecordLayer, length: number) => {
    const receiver = reader();
    receiver.push(layer.seal(handshake, Buffer.alloc(length, 9)));
    return opened(receiver).map(({ fragment }) => fragment.length);
  };
  t.deepEqual(cut(new RecordLayer(), 40_000), [16_384, 16_384, 7232]);
  t.deepEqual(cut(new RecordLayer({ maxRecord: 7 }), 16), [7, 7, 2]);
  t.deepEqual(cut(new RecordLayer({ maxRecord: 1 }), 3), [1, 1, 1]);
  for (const maxRecord of [0, -1, 1.5, 16_385, Number.NaN]) {
    t.is(
      t.throws(() => new RecordLayer({ maxRecord }), { instanceOf: HarnessError })?.code,
      'WIRE_INVALID',
      String(maxRecord),
    );
  }
  for (const suite of suites) {
    const receiver = reader(suite);
    receiver.push(writer(suite).seal(applicationData, Buffer.alloc(50_000, 3)));
    t.deepEqual(Buffer.concat(opened(receiver).map(({ fragment }) => fragment)), Buffer.alloc(50_000, 3));
  }
});

test('no bytes make no record', (t) => {
  for (const layer of [new RecordLayer(), ...suites.map((suite) => writer(suite))]) {
    t.is(layer.seal(applicationData, Buffer.alloc(0)).length, 0);
  }
});

test('headers carry the version that is set, and its records are what the peer must send', (t) => {
  const layer = new RecordLayer();
  layer.version = 0x0300;
  t.deepEqual(layer.seal(handshake, text), record(handshake, text, 0x0300));
  layer.agreed = true;
  layer.push(record(handshake, text, 0x0300));
  t.is(layer.next()?.version, 0x0300);
});

test('bytes that come one by one, and what was read before them, stay what they were', (t) => {
  const layer = reader();
  const large = Buffer.alloc(16_384, 5);
  layer.push(record(handshake, text));
  const first = layer.next();
  for (const byte of record(handshake, large)) {
    t.is(layer.next(), undefined);
    layer.push(Buffer.of(byte));
  }
  t.deepEqual(layer.next()?.fragment, large);
  t.deepEqual(first?.fragment, text);
  t.is(layer.pending, 0);
  const sent = record(handshake, text);
  layer.push(sent.subarray(0, 9));
  sent.fill(0, 0, 9);
  layer.push(sent.subarray(9));
  t.deepEqual(layer.next()?.fragment, text, 'what a sender does with its buffer afterwards does not show');
});
