import test from 'ava';
import { bytesOfText } from '../../harness/foundation/text-bytes.js';

test('the bytes are those of UTF-8, and stay what they are while others are written', (t) => {
  const texts = Array.from({ length: 200 }, (_, i) => `${'ab'.repeat(i * 20)}é€😀${i}`);
  const bytes = texts.map(bytesOfText);
  for (const [i, text] of texts.entries()) t.deepEqual(bytes[i], Buffer.from(text));
  t.deepEqual(bytesOfText(''), Buffer.alloc(0));
});

test('a text larger than the room has bytes of its own', (t) => {
  const large = 'é'.repeat(50_000);
  t.deepEqual(bytesOfText(large), Buffer.from(large));
});
