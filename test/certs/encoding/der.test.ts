import test from 'ava';
import fc from 'fast-check';
import { readElement, readMembers, readOid, readWhole, Tag } from '../../../certs/encoding/der.js';
import { derElement } from '../../../certs/encoding/der-writer.js';
import { HarnessError } from '../../../harness/foundation/errors/index.js';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

test('an object identifier reads as X.690 8.19.5 gives it', (t) => {
  const bytes = hex('06 03 81 34 03');
  t.is(readOid('it', bytes, readElement('it', bytes)), '2.100.3');
  const rsa = hex('06 09 2a864886f70d01010b');
  t.is(readOid('it', rsa, readElement('it', rsa)), '1.2.840.113549.1.1.11');
});

test('a long-form length reads, with its positions', (t) => {
  const bytes = Buffer.concat([hex('30 82 0100'), Buffer.alloc(256)]);
  t.deepEqual(readWhole('it', bytes, Tag.sequence), { tag: 0x30, start: 0, contentStart: 4, end: 260 });
});

for (const [name, bytes] of [
  ['nothing', ''],
  ['no length', '30'],
  ['an indefinite length', '30 80 0000'],
  ['a length not in shortest form', '30 81 01 00'],
  ['a length with a leading zero', '30 82 00 81'],
  ['a length past the end', '30 05 0500'],
  ['a five-octet length', '30 85 0000000001 00'],
  ['a high tag number', '3f 21 00'],
  ['bytes after the structure', '30 00 00'],
  ['another tag', '31 00'],
] as const) {
  test(`${name} is refused`, (t) => {
    t.is(t.throws(() => readWhole('it', hex(bytes), Tag.sequence), { instanceOf: HarnessError })?.code, 'DER_INVALID');
  });
}

test('a member that reaches out of its parent is refused', (t) => {
  const bytes = hex('30 04 04 03 0000 00');
  const parent = readElement('it', bytes);
  t.is(t.throws(() => readMembers('it', bytes, parent), { instanceOf: HarnessError })?.code, 'DER_INVALID');
});

test('what is written reads back', (t) => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }), (contents) => {
      const bytes = derElement(Tag.sequence, ...contents.map((content) => derElement(Tag.octetString, content)));
      const members = readMembers('it', bytes, readWhole('it', bytes, Tag.sequence));
      const read = members.map((one) => bytes.subarray(one.contentStart, one.end).toString('hex'));
      t.deepEqual(
        read,
        contents.map((content) => Buffer.from(content).toString('hex')),
      );
    }),
  );
});
