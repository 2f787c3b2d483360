import test from 'ava';
import fc from 'fast-check';
import { targets as flights } from '../../fuzz/tls-engine.fuzz.js';
import { targets as hellos } from '../../fuzz/tls-engine-differential.fuzz.js';
import { targets as ports } from '../../fuzz/tls-engine-port.fuzz.js';

/** Always the same cases, so that a change that breaks a promise shows before `npm run fuzz` finds it by chance. */
const SEED = 2246;
const CASES = 200;

for (const { name, property } of [...flights, ...hellos, ...ports]) {
  test(`${name}: ${CASES} cases`, async (t) => {
    const result = await fc.check(property, { seed: SEED, numRuns: CASES });
    t.false(result.failed, (await fc.asyncDefaultReportMessage(result)) ?? '');
  });
}
