import test from 'ava';
import { faultTable } from '../../harness/faults/index.js';
import type { VariantRecord } from '../../harness/reports/record.js';
import { selectScenarios } from '../../harness/scenario/catalogue.js';
import { run } from './run.js';

const scenarios = selectScenarios(['faults/', 'directory/', 'dhcp/', 'update/']);
const faulty = scenarios.flatMap((scenario) =>
  scenario.variants.filter(({ faults }) => faults.length > 0).map((variant) => ({ scenario, variant })),
);

/** What a record says went wrong, for a failing test's message. */
function why({ reason, expectations }: VariantRecord): string {
  const missed = expectations.filter(({ status }) => status !== 'met');
  return [reason, ...missed.map(({ explain, instead }) => `${explain} ${instead}`)].join('\n');
}

test('every fault has a scenario', (t) => {
  const shown = new Set(faulty.flatMap(({ variant }) => variant.faults.map((fault) => fault.do)));
  t.deepEqual([...shown].sort(), [...new Set(faultTable.map((kind) => kind.do))].sort());
});

/** What DHCP gets wrong and a phone survives shows nowhere but in the fault itself. */
const telling = faulty.filter(
  ({ scenario, variant }) => !(scenario.id.startsWith('dhcp/') && variant.expect.outcome === 'signed-in'),
);

for (const { scenario, variant } of telling) {
  test(`${scenario.id}, ${variant.name}: passes, and fails without its fault`, async (t) => {
    const fewer = variant.faults.map((fault) => variant.faults.filter((other) => other !== fault));
    const [whole, ...without] = await Promise.all([
      run(scenario, variant),
      ...fewer.map((faults) => run(scenario, { ...variant, faults })),
    ]);
    t.is(whole.status, 'passed', why(whole));
    t.is(whole.expectations.filter(({ kind }) => kind === 'fault').length, variant.faults.length);
    for (const [index, record] of without.entries()) {
      t.is(record.status, 'failed', `without ${variant.faults[index]?.do}`);
    }
  });
}
