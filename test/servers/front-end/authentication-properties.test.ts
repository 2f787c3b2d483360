import test from 'ava';
import fc from 'fast-check';
import { targets } from '../../fuzz/front-end-authentication.fuzz.js';

for (const { name, property } of targets) {
  test(name, async (t) => {
    await fc.assert(property, { numRuns: 100 });
    t.pass();
  });
}
