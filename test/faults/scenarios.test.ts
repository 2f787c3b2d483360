import test from 'ava';
import { faultTable } from '../../harness/faults/index.js';
import type { VariantRecord } from '../../harness/reports/record.js';
import { selectScenarios } from '../../harness/scenario/catalogue.js';
import { parseScenario } from '../../harness/scenario/load.js';
import { runVariant } from '../../harness/scenario/run/variant.js';
import type { Scenario, Variant } from '../../harness/scenario/scenario.js';

const scenarios = selectScenarios(['faults/']);
const faulty = scenarios.flatMap((scenario) =>
  scenario.variants.filter(({ faults }) => faults.length > 0).map((variant) => ({ scenario, variant })),
);

function run(scenario: Scenario, variant: Variant): Promise<VariantRecord> {
  return runVariant(scenario, variant, { seed: 'faults', ports: { mode: 'any', set: {} }, jobs: 1 });
}

/** What a record says went wrong, for a failing test's message. */
function why({ reason, expectations }: VariantRecord): string {
  const missed = expectations.filter(({ status }) => status !== 'met');
  return [reason, ...missed.map(({ explain, instead }) => `${explain} ${instead}`)].join('\n');
}

test('every fault has a scenario', (t) => {
  const shown = new Set(faulty.flatMap(({ variant }) => variant.faults.map((fault) => fault.do)));
  t.deepEqual([...shown].sort(), faultTable.map((kind) => kind.do).sort());
});

for (const { scenario, variant } of faulty) {
  test.serial(`${scenario.id}, ${variant.name}: passes, and fails without its fault`, async (t) => {
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

const sound = `id: faults/sound
summary: A sign-in with a fault that stands where nothing comes by.
phone: { model: CX600, firmware: 4.0.7577.4420, signIn: pin, user: alice }
expect: { outcome: signed-in, finding: none }
faults: [ { at: front-end.tls, do: reset, when: { nth: 99 } } ]
`;

test.serial('a fault that never fires fails its variant, and is listed with its sentence', async (t) => {
  const scenario = parseScenario(sound, 'sound.yaml');
  const [variant] = scenario.variants;
  if (!variant) return t.fail();
  const record = await run(scenario, variant);
  t.is(record.status, 'failed');
  t.deepEqual(
    record.expectations.filter(({ status }) => status !== 'met'),
    [
      {
        kind: 'fault',
        explain:
          'A fault is carried out. At the Front End’s TLS port, on the 99th connection of each device: The server resets the connection when the ClientHello has come.',
        status: 'missing',
        instead: 'it never was: no such occasion came',
      },
    ],
  );
  t.is((await run(scenario, { ...variant, faults: [] })).status, 'passed');
});

test.serial('a fault of another device leaves this phone alone', async (t) => {
  const scenario = parseScenario(sound.replace('nth: 99', 'device: 00:00:5e:00:53:01'), 'sound.yaml');
  const [variant] = scenario.variants;
  if (!variant) return t.fail();
  const record = await run(scenario, variant);
  t.is(record.outcome, 'signed-in');
  t.deepEqual(
    record.expectations.filter(({ status }) => status === 'missing').map(({ kind }) => kind),
    ['fault'],
  );
});
