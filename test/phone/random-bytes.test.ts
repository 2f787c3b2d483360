import test from 'ava';
import fc from 'fast-check';
import { targets } from '../fuzz/phone.fuzz.js';

for (const { name, property } of targets) {
  test(name, (t) => {
    t.notThrows(() => fc.assert(property));
  });
}
