import { createCipheriv, createHmac } from 'node:crypto';
import test from 'ava';
import { Rc4 } from '../../../harness/foundation/primitives/rc4.js';
import { EngineAlert } from '../../../harness/tls/engine/engine-alert.js';
import { MAX_EMPTY_RECORDS, RecordLayer } from '../../../harness/tls/engine/record/index.js';
import { MAX_SEQUENCE, RecordMac } from '../../../harness/tls/engine/record/mac.js';
import type { EngineSuite } from '../../../harness/tls/engine/suite.js';
import { recordType } from '../../../harness/wire/tls/index.js';
import { blockSuites, opened, reader, record, refusal, streamSuites, suites, testKeys, writer } from './support.js';

const { alert, applicationData, changeCipherSpec, handshake } = recordType;
const text = Buffer.from('sip:alice');

/** A first record of the suite made by hand: right MAC over `content`, then whatever `tail` says. */
function handMade(suite: EngineSuite, content: Buffer, tail: Buffer, type: number = handshake): Buffer {
  const keys = testKeys(suite);
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, type, 3, 1, content.length >> 8, content.length & 255]);
  const mac = createHmac(suite.mac, keys.mac).update(header).update(content).digest();
  const plain = Buffer.concat([content, mac, tail]);
  const sealed =
    suite.blockLength === 0
      ? new Rc4(keys.key).update(plain)
      : createCipheriv(suite.cipher, keys.key, keys.iv).setAutoPadding(false).update(plain);
  return record(type, sealed);
}

/** Padding of `blocks` whole blocks more than needed, right in every byte. */
function padding(suite: EngineSuite, content: Buffer, more = 0): Buffer {
  const used = content.length + suite.macLength;
  const length = suite.blockLength - (used % suite.blockLength) + more * suite.blockLength;
  return Buffer.alloc(length, length - 1);
}

test('every single bit of a protected record counts', (t) => {
  const details = new Set<string>();
  for (const suite of suites) {
    const sealed = writer(suite).seal(handshake, text);
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const damaged = Buffer.from(sealed);
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const layer = reader(suite);
      layer.push(damaged);
      if (bit < 40) {
        // In the header some damage only makes the record longer than what has come; never is anything opened.
        t.notThrows(() => {
          try {
            t.deepEqual(opened(layer), [], `${suite.name}, bit ${bit}`);
          } catch (error) {
            if (!(error instanceof EngineAlert)) throw error;
          }
        });
      } else {
        const thrown = t.throws(() => layer.next(), { instanceOf: EngineAlert }, `${suite.name}, bit ${bit}`);
        t.is(thrown?.alert, 'bad_record_mac');
        details.add(thrown?.detail ?? '');
      }
    }
    const whole = reader(suite);
    whole.push(sealed);
    t.deepEqual(whole.next()?.fragment, text, 'without damage it is opened');
  }
  t.is(details.size, 1, 'wrong padding and wrong MAC cannot be told apart');
});

test('padding of any length up to 255 is taken when every byte is right', (t) => {
  for (const suite of blockSuites) {
    for (let more = 0; padding(suite, text, more).length <= 256; more++) {
      const layer = reader(suite);
      layer.push(handMade(suite, text, padding(suite, text, more)));
      t.deepEqual(layer.next()?.fragment, text, `${suite.name}, ${more} blocks more`);
    }
  }
});

test('one wrong byte of padding under a right MAC is refused, wherever it is', (t) => {
  for (const suite of blockSuites) {
    const right = padding(suite, text, 2);
    for (let place = 0; place < right.length; place++) {
      const wrong = Buffer.from(right);
      wrong[place] = (wrong[place] ?? 0) ^ 0x80;
      t.is(refusal(t, reader(suite), handMade(suite, text, wrong)).alert, 'bad_record_mac', `byte ${place}`);
    }
  }
});

test('padding that claims more than the record holds is refused, even where the MAC fits without it', (t) => {
  for (const suite of blockSuites) {
    // Content and MAC fill all but the last byte of a block: taken as no padding at all, the MAC would be right.
    const content = Buffer.alloc(2 * suite.blockLength - 1 - (suite.macLength % suite.blockLength), 4);
    const layer = reader(suite);
    layer.push(handMade(suite, content, Buffer.of(0)));
    t.deepEqual(layer.next()?.fragment, content);
    for (const claimed of [1, 200, 255]) {
      t.is(refusal(t, reader(suite), handMade(suite, content, Buffer.of(claimed))).alert, 'bad_record_mac');
    }
    // All of it padding by its own account, and nothing left for a MAC.
    const allPadding = Buffer.alloc(suite.blockLength * 2, suite.blockLength * 2 - 1);
    const { key, iv } = testKeys(suite);
    const sealed = createCipheriv(suite.cipher, key, iv).setAutoPadding(false).update(allPadding);
    t.is(refusal(t, reader(suite), record(handshake, sealed)).alert, 'bad_record_mac');
  }
});

test('a record out of its place is refused: swapped, repeated, left out, sent back', (t) => {
  for (const suite of suites) {
    const sender = writer(suite);
    const records = ['one', 'two', 'three'].map((each) => sender.seal(handshake, Buffer.from(each)));
    const [one, two, three] = records as [Buffer, Buffer, Buffer];
    for (const wrong of [[two], [one, one], [one, three, two], [two, one]]) {
      const layer = reader(suite);
      t.is(refusal(t, layer, Buffer.concat(wrong)).alert, 'bad_record_mac', suite.name);
    }
    const layer = reader(suite);
    layer.push(Buffer.concat(records));
    t.deepEqual(
      opened(layer).map(({ fragment }) => String(fragment)),
      ['one', 'two', 'three'],
    );
    const other = new RecordLayer();
    other.agreed = true;
    other.protectRead(suite, testKeys(suite, 'server'));
    t.is(refusal(t, other, one).alert, 'bad_record_mac', 'the keys of the other direction');
  }
});

test('sequence numbers start anew with new keys, and go on without them', (t) => {
  for (const suite of suites) {
    const sender = writer(suite);
    const layer = reader(suite);
    layer.push(sender.seal(handshake, text));
    t.deepEqual(layer.next()?.fragment, text);
    sender.protectWrite(suite, testKeys(suite));
    layer.protectRead(suite, testKeys(suite));
    layer.push(sender.seal(handshake, text));
    t.deepEqual(layer.next()?.fragment, text);
    sender.protectWrite(suite, testKeys(suite));
    t.is(refusal(t, layer, sender.seal(handshake, text)).alert, 'bad_record_mac', 'only one side began anew');
  }
});

test('lengths that no record of the suite can have are refused with the same alert', (t) => {
  for (const suite of blockSuites) {
    for (const length of [0, 1, suite.blockLength, suite.blockLength + 1, 4 * suite.blockLength - 1]) {
      t.is(refusal(t, reader(suite), record(handshake, Buffer.alloc(length))).alert, 'bad_record_mac', `${length}`);
    }
    // A decipher would keep the odd bytes for later, and the whole blocks before them are a right record.
    const whole = handMade(suite, text, padding(suite, text)).subarray(5);
    const odd = Buffer.concat([whole, Buffer.alloc(suite.blockLength - 1)]);
    t.is(refusal(t, reader(suite), record(handshake, odd)).alert, 'bad_record_mac');
  }
  for (const suite of streamSuites) {
    for (const length of [0, 1, suite.macLength - 1]) {
      t.is(refusal(t, reader(suite), record(handshake, Buffer.alloc(length))).alert, 'bad_record_mac', `${length}`);
    }
  }
});

test('a record longer than TLS allows is refused by its header alone, one at the limit is not', (t) => {
  const header = (length: number) => Buffer.from([handshake, 3, 1, length >> 8, length & 255]);
  t.is(refusal(t, reader(), header(16_385)).alert, 'record_overflow');
  const clear = reader();
  clear.push(record(handshake, Buffer.alloc(16_384, 1)));
  t.is(clear.next()?.fragment.length, 16_384);
  for (const suite of suites) {
    t.is(refusal(t, reader(suite), header(16_384 + 2049)).alert, 'record_overflow');
    const waiting = reader(suite);
    waiting.push(header(16_384 + 2048));
    t.is(waiting.next(), undefined);
  }
});

test('content longer than 16384 bytes is refused although its MAC is right', (t) => {
  for (const suite of suites) {
    const tail = (content: Buffer) => (suite.blockLength === 0 ? Buffer.alloc(0) : padding(suite, content));
    const allowed = Buffer.alloc(16_384, 1);
    const layer = reader(suite);
    layer.push(handMade(suite, allowed, tail(allowed)));
    t.is(layer.next()?.fragment.length, 16_384);
    const long = Buffer.alloc(16_385, 1);
    t.is(refusal(t, reader(suite), handMade(suite, long, tail(long))).alert, 'record_overflow');
  }
});

test('a content type that TLS 1.0 does not have is unexpected', (t) => {
  for (const type of [0, 19, 24, 71, 128, 255]) {
    t.is(refusal(t, reader(), record(type, text)).alert, 'unexpected_message', `${type}`);
  }
  for (const type of [changeCipherSpec, alert, handshake, applicationData]) {
    const layer = reader();
    layer.push(record(type, text));
    t.is(layer.next()?.type, type);
  }
});

test('before the version is agreed any from SSL 3.0 to TLS 1.2 passes, after it only that one', (t) => {
  const read = (version: number, agreed: boolean) => {
    const layer = new RecordLayer();
    layer.agreed = agreed;
    layer.push(record(handshake, text, version));
    return () => opened(layer);
  };
  for (const version of [0x0300, 0x0301, 0x0302, 0x0303]) {
    t.is(read(version, false)()[0]?.version, version);
    if (version === 0x0301) t.notThrows(read(version, true));
    else t.is(t.throws(read(version, true), { instanceOf: EngineAlert })?.alert, 'protocol_version');
  }
  for (const version of [0x0000, 0x0200, 0x02ff, 0x0304, 0x0400, 0x5445]) {
    for (const agreed of [false, true]) {
      t.is(t.throws(read(version, agreed), { instanceOf: EngineAlert })?.alert, 'protocol_version');
    }
  }
});

test('an empty record is nothing but application data, and not many in a row', (t) => {
  const suite = blockSuites[0];
  if (!suite) throw new Error('no block suite');
  for (const type of [changeCipherSpec, alert, handshake]) {
    t.is(refusal(t, reader(), record(type, Buffer.alloc(0))).alert, 'unexpected_message');
    const sealed = handMade(suite, Buffer.alloc(0), padding(suite, Buffer.alloc(0)), type);
    t.is(refusal(t, reader(suite), sealed).alert, 'unexpected_message');
  }
  const sealed = reader(suite);
  sealed.push(handMade(suite, Buffer.alloc(0), padding(suite, Buffer.alloc(0)), applicationData));
  t.deepEqual(sealed.next(), { type: applicationData, version: 0x0301, fragment: Buffer.alloc(0) });

  const empty = record(applicationData, Buffer.alloc(0));
  const run = Buffer.concat(Array.from({ length: MAX_EMPTY_RECORDS }, () => empty));
  const layer = reader();
  // A record with content ends the run.
  layer.push(Buffer.concat([run, record(applicationData, text), run]));
  t.is(opened(layer).length, 2 * MAX_EMPTY_RECORDS + 1);
  t.is(refusal(t, layer, empty).alert, 'unexpected_message');
});

test('after a refusal nothing is opened any more', (t) => {
  for (const suite of suites) {
    const sender = writer(suite);
    const layer = reader(suite);
    const first = refusal(t, layer, record(handshake, Buffer.alloc(64)));
    layer.push(sender.seal(handshake, text));
    layer.protectRead(suite, testKeys(suite));
    t.is(
      t.throws(() => layer.next()),
      first,
    );
  }
});

test('sequence numbers do not wrap', (t) => {
  const mac = new RecordMac({ mac: 'sha1', macLength: 20 }, Buffer.alloc(20), MAX_SEQUENCE - 1);
  const header = Buffer.from('0000ffffffffffff1603010009', 'hex');
  const expected = createHmac('sha1', Buffer.alloc(20)).update(header).update(text).digest();
  t.deepEqual(mac.next(handshake, 0x0301, text), expected);
  t.is(t.throws(() => mac.next(handshake, 0x0301, text), { instanceOf: EngineAlert })?.alert, 'internal_error');
});
