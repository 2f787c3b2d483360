import test from 'ava';
import { LatestMap } from '../../harness/foundation/latest-map.js';

const kept = (map: LatestMap<number, string>, upTo: number) =>
  Array.from({ length: upTo }, (_, key) => key).filter((key) => map.get(key) !== undefined);

test('the entries added last stay, in every round of the limit', (t) => {
  const map = new LatestMap<number, string>(3);
  for (let key = 0; key < 11; key++) {
    map.set(key, `value ${key}`);
    t.deepEqual(
      kept(map, 11),
      [key - 2, key - 1, key].filter((each) => each >= 0),
    );
    t.is(map.size, Math.min(key + 1, 3));
    t.is(map.get(key), `value ${key}`);
  }
});

test('a key that is there gets another value and keeps its age', (t) => {
  const map = new LatestMap<number, string>(2);
  map.set(0, 'one');
  map.set(1, 'two');
  map.set(0, 'three');
  t.is(map.get(0), 'three');
  map.set(2, 'four');
  t.deepEqual(kept(map, 3), [1, 2]);
});
