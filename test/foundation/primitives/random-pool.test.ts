import test from 'ava';
import { POOL_BYTES, pooledRandomBytes } from '../../../harness/foundation/primitives/random-pool.js';

test('no bytes are given twice, and those given stay as they are', (t) => {
  const given = Array.from({ length: (3 * POOL_BYTES) / 32 }, () => pooledRandomBytes(32));
  const texts = given.map((each) => each.toString('hex'));
  t.is(new Set(texts).size, given.length);
  t.true(given.every((each) => each.length === 32));
  pooledRandomBytes(POOL_BYTES);
  pooledRandomBytes(32).fill(0);
  t.deepEqual(
    given.map((each) => each.toString('hex')),
    texts,
  );
});

for (const length of [0, 1, 33, POOL_BYTES / 8, POOL_BYTES / 8 + 1, POOL_BYTES + 1]) {
  test(`${length} bytes are ${length} bytes`, (t) => {
    for (let i = 0; i < 9; i++) t.is(pooledRandomBytes(length).length, length);
  });
}
