import test from 'ava';
import { SeededRandom } from '../../../harness/foundation/random.js';
import { selectScenarios } from '../../../harness/scenario/catalogue.js';
import { runScenarios } from '../../../harness/scenario/run/run.js';

const scenarios = selectScenarios([
  'sign-in/pin',
  'trust/public-ca-newer-than-firmware',
  'faults/alert',
  'dhcp/stale-pool',
]);
const cases = scenarios.flatMap(({ id, variants }) => variants.map(({ name }) => `${id}, ${name}`));
const options = { seed: 'order', ports: { mode: 'any', set: {} }, jobs: 4, threads: 2 } as const;

test('threads run what one thread would, in an order the seed gives, and report it in that of the scenarios', async (t) => {
  t.true(cases.length >= 12, 'enough for threads');
  const started: string[] = [];
  const lines: string[] = [];
  const keyLog = (line: string) => lines.push(line);
  const record = await runScenarios(scenarios, { ...options, keyLog, onStart: (name) => started.push(name) });
  t.deepEqual(
    record.variants.map(({ scenario, variant }) => `${scenario}, ${variant}`),
    cases,
  );
  t.deepEqual(record.totals, { passed: cases.length, failed: 0, skipped: 0 });
  t.deepEqual(started, new SeededRandom('order').derive('order').shuffled(cases));
  t.notDeepEqual(started, cases);
  t.true(
    lines.some((line) => line.startsWith('CLIENT_RANDOM ')),
    'the keys of a thread’s connections are logged',
  );
});

test('shuffling keeps every item, and depends on the seed alone', (t) => {
  const items = Array.from({ length: 50 }, (_, index) => index);
  const once = new SeededRandom('a').shuffled(items);
  t.deepEqual(once, new SeededRandom('a').shuffled(items));
  t.notDeepEqual(once, new SeededRandom('b').shuffled(items));
  t.deepEqual(
    once.toSorted((one, other) => one - other),
    items,
  );
});
