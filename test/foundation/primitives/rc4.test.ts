import test from 'ava';
import fc from 'fast-check';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { Rc4, rc4 } from '../../../harness/foundation/primitives/rc4.js';

test('the RFC 6229 key streams', (t) => {
  const stream = (key: string, from: number) =>
    rc4(Buffer.from(key, 'hex'), Buffer.alloc(from + 16))
      .subarray(from)
      .toString('hex');
  t.is(stream('0102030405', 0), 'b2396305f03dc027ccc3524a0a1118a8');
  t.is(stream('0102030405', 240), '28cb1132c96ce286421dcaadb8b69eae');
  t.is(stream('0102030405060708090a0b0c0d0e0f10', 0), '9ac7cc9a609d1ef7b2932899cde41b97');
});

test('the RFC 6229 key stream far in, in pieces of every length', (t) => {
  const key = Buffer.from('0102030405060708090a0b0c0d0e0f10', 'hex');
  for (let size = 1; size < 70; size += 3) {
    const stream = new Rc4(key);
    const pieces: Buffer[] = [];
    // A view that does not start at a word of its memory.
    for (let at = 0; at < 4112; at += size) pieces.push(stream.update(Buffer.alloc(size + 1).subarray(1)));
    const all = Buffer.concat(pieces);
    t.is(all.subarray(1536, 1552).toString('hex'), 'ffa0b514647ec04f6306b892ae661181');
    t.is(all.subarray(4096, 4112).toString('hex'), 'a36a4c301ae8ac13610ccbc12256cacc');
  }
});

test('what is given in is not changed', (t) => {
  const data = Buffer.alloc(64, 1);
  new Rc4(Buffer.from('key')).update(data);
  t.deepEqual(data, Buffer.alloc(64, 1));
});

test('the session key exchange of the reference', (t) => {
  const key = Buffer.from('baaa91d968b781d945e141c5cb6820d6', 'hex');
  const exported = Buffer.from('101112131415161718191a1b1c1d1e1f', 'hex');
  t.is(rc4(key, exported).toString('hex'), '0211a0425004d75c5b7014bccdb0e441');
});

test('it undoes itself, in one piece or in several', (t) => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 256 }),
      fc.uint8Array({ maxLength: 300 }),
      fc.nat(300),
      (k, d, cut) => {
        const [key, data] = [Buffer.from(k), Buffer.from(d)];
        const stream = new Rc4(key);
        const pieces = Buffer.concat([stream.update(data.subarray(0, cut)), stream.update(data.subarray(cut))]);
        return rc4(key, data).equals(pieces) && rc4(key, pieces).equals(data);
      },
    ),
  );
  t.pass();
});

test('a key of no bytes or too many is refused', (t) => {
  for (const length of [0, 257]) {
    t.is(
      t.throws(() => rc4(Buffer.alloc(length), Buffer.alloc(1)), { instanceOf: HarnessError })?.code,
      'WIRE_INVALID',
    );
  }
});
