import test from 'ava';
import { md4 } from '../../../harness/foundation/primitives/md4.js';

/** RFC 1320 A.5. */
const VECTORS: readonly (readonly [text: string, digest: string])[] = [
  ['', '31d6cfe0d16ae931b73c59d7e0c089c0'],
  ['a', 'bde52cb31de33e46245e05fbdbd6fb24'],
  ['abc', 'a448017aaf21d8525fc10ae87aa6729d'],
  ['message digest', 'd9130a8164549fe818874806e1c7014b'],
  ['abcdefghijklmnopqrstuvwxyz', 'd79e1c308aa5bbcdeea8ed63df412da9'],
  ['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', '043f8582f241db351ce627e153e7f0e4'],
  ['1234567890'.repeat(8), 'e33b4ddc9c38f2199c3e7b164fcc0536'],
];

test('the RFC 1320 digests', (t) => {
  for (const [text, digest] of VECTORS) t.is(md4(Buffer.from(text)).toString('hex'), digest, text);
});

test('the well-known NT hash of "password"', (t) => {
  t.is(md4(Buffer.from('password', 'utf16le')).toString('hex'), '8846f7eaee8fb117ad06bdd830b7586c');
});

test('one changed bit changes the digest, on either side of the padding boundary', (t) => {
  for (const length of [55, 56, 63, 64, 65]) {
    const data = Buffer.alloc(length, 7);
    const before = md4(data);
    data[length - 1] = 6;
    t.notDeepEqual(md4(data), before, `${length}`);
  }
});
