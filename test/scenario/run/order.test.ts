import test from 'ava';
import { startOrder } from '../../../harness/scenario/run/order.js';
import type { ScenarioPhone, Variant } from '../../../harness/scenario/scenario.js';

function example(name: string, stay?: string, faults: Variant['faults'] = []) {
  const phone = { spec: { ...(stay !== undefined && { stay }) } } as ScenarioPhone;
  return { name, variant: { phones: [phone], faults } };
}

const short = Array.from({ length: 30 }, (_, index) => example(`short ${index}`, index % 2 ? '9h' : undefined));
const long = [example('two days', '2d'), example('no names', undefined, [{ at: 'dns.any', do: 'drop' }])];
const once = example('one name', undefined, [{ at: 'dns.any', do: 'drop', when: { times: 1 } }]);
const names = (cases: readonly { name: string }[]) => cases.map(({ name }) => name);

test('what takes long begins among the first; the rest is in an order drawn from the seed, and nothing is left out', (t) => {
  const cases = [...short, once, ...long];
  const order = names(startOrder(cases, 'a seed'));
  t.deepEqual([order[0], order[2]].sort(), ['no names', 'two days']);
  t.deepEqual([...order].sort(), names(cases).sort());
  t.deepEqual(names(startOrder(cases, 'a seed')), order);
  const others = order.filter((name) => !names(long).includes(name));
  t.notDeepEqual(
    names(startOrder(cases, 'another seed')).filter((name) => !names(long).includes(name)),
    others,
  );
  t.notDeepEqual(others, names([...short, once]));
  t.deepEqual(names(startOrder(long, 'a seed')).sort(), names(long).sort());
});
