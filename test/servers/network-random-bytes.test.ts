import test from 'ava';
import fc from 'fast-check';
import { targets } from '../fuzz/network-servers.fuzz.js';

for (const { name, property } of targets) {
  test(name, async (t) => {
    await fc.assert(property, { numRuns: 300 });
    t.pass();
  });
}
