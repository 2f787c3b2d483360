import test from 'ava';
import fc from 'fast-check';
import { targets } from '../../fuzz/tls-record.fuzz.js';

for (const { name, property } of targets) {
  test(name, (t) => {
    fc.assert(property, { numRuns: 300 });
    t.pass();
  });
}
