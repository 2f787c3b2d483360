import test from 'ava';
import type { VariantRecord } from '../../harness/reports/record.js';
import { resultTable } from '../../harness/reports/table.js';
import { selectScenario } from '../../harness/scenario/catalogue.js';
import type { Scenario, Variant } from '../../harness/scenario/scenario.js';
import { run } from '../faults/run.js';

/** What a record says went wrong, for a failing test's message. */
function why({ reason, expectations }: VariantRecord): string {
  const missed = expectations.filter(({ status }) => status !== 'met');
  return [reason, ...missed.map(({ explain, instead, phone }) => `${phone ?? ''} ${explain} ${instead}`)].join('\n');
}

function base({ variants }: Scenario): Variant {
  const [first] = variants;
  if (!first) throw new Error('a scenario has one variant at least');
  return first;
}

test('two phones with different states at once do not disturb each other: each comes out as it does alone', async (t) => {
  const scenario = selectScenario('incidents/two-phones-two-states');
  const together = base(scenario);
  const alone = together.phones.map((phone) => ({ ...together, phones: [phone], expect: {} }));
  const [both, ...each] = await Promise.all([
    run(scenario, together),
    ...alone.map((variant) => run(scenario, variant)),
  ]);
  t.is(both.status, 'passed', why(both));
  for (const record of each) t.is(record.status, 'passed', why(record));
  t.deepEqual(
    both.phones?.map(({ name, outcome, findings }) => [name, outcome, findings[0]?.id ?? 'none']),
    [
      ['lobby', 'sign-in-failed', 'untrusted-root'],
      ['office', 'signed-in', 'none'],
    ],
  );
  t.is(new Set(both.phones?.map(({ mac }) => mac)).size, 2);
  t.deepEqual(
    each.map(({ outcome, screen }) => [outcome, screen]),
    both.phones?.map(({ outcome, screen }) => [outcome, screen]),
  );
});

test('what is expected of one phone is not met by the other', async (t) => {
  const scenario = selectScenario('incidents/two-phones-two-states');
  const variant = base(scenario);
  const [lobby, office] = variant.phones;
  if (!lobby || !office) throw new Error('the scenario has two phones');
  const swapped = [
    { ...lobby, expect: office.expect },
    { ...office, expect: { outcome: 'signed-in' as const, events: ['fault.fired' as const] } },
  ];
  const record = await run(scenario, { ...variant, phones: swapped });
  t.is(record.status, 'failed');
  const missed = record.expectations.filter(({ status }) => status !== 'met');
  t.true(
    missed.some(({ kind, phone }) => phone === 'lobby' && kind === 'outcome'),
    why(record),
  );
  t.true(
    missed.some(({ kind, phone }) => phone === 'office' && kind === 'event'),
    'the other phone’s fault is not its own',
  );
});

for (const id of [
  'incidents/pool-certificate-replaced',
  'incidents/root-published-late',
  'incidents/front-end-stopped',
]) {
  test(`${id}: passes with its changes and fails without them`, async (t) => {
    const scenario = selectScenario(id);
    const variant = base(scenario);
    const [whole, without] = await Promise.all([run(scenario, variant), run(scenario, { ...variant, changes: [] })]);
    t.is(whole.status, 'passed', why(whole));
    t.is(whole.expectations.filter(({ kind }) => kind === 'change').length, variant.changes.length);
    t.is(without.status, 'failed');
  });
}

test('a change that never falls due fails the run and is listed', async (t) => {
  const scenario = selectScenario('sign-in/pin');
  const record = await run(scenario, { ...base(scenario), changes: [{ do: 'stop', after: 'front-end.lapsed' }] });
  t.is(record.status, 'failed');
  const [missed] = record.expectations.filter(({ status }) => status !== 'met');
  t.like(missed, { kind: 'change', status: 'missing', instead: 'it never was: the event did not come' });
  const style = { strong: String, good: String, bad: String, faint: String };
  const told = { tool: 'mock-lync', version: '0', seed: '1', startedAt: '', durationMs: 1 } as const;
  const table = resultTable({ ...told, totals: { passed: 0, failed: 1, skipped: 0 }, variants: [record] }, style);
  t.regex(
    table,
    /missing: A change is carried out\. After front-end\.lapsed, the Front End is stopped\.\n +it never was/,
  );
});

test('an administrator’s changes reach the wire: options, users, a second sign-in', async (t) => {
  const scenario = selectScenario('sign-in/pin');
  const variant = base(scenario);
  const record = await run(scenario, {
    ...variant,
    phone: { ...variant.phone, off: '1h' },
    changes: [
      { do: 'dhcp-options', option120: false, after: 'front-end.signed-in' },
      { do: 'deregister', user: 'alice', event: 'rejected', after: 'front-end.signed-in', wait: '10m' },
    ],
    expect: {
      outcome: 'signed-in',
      events: [
        'dhcp.reply',
        { 'dhcp.changed': { options: { option120: false } } },
        { 'change.made': { do: 'deregister' } },
        'dhcp.reply',
        'front-end.refused',
      ],
    },
  });
  t.is(record.status, 'passed', why(record));
});
