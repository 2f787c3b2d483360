import test from 'ava';
import { FaultPlan, type FaultSpec } from '../../../harness/faults/index.js';
import { Sections } from '../../../harness/scenario/lab/sections.js';
import { parseScenario } from '../../../harness/scenario/load.js';
import { Roles } from '../../../harness/scenario/roles.js';
import type { Variant } from '../../../harness/scenario/scenario.js';

const phone = (name: string, model: string, more = '') =>
  `  ${name}: { model: ${model}, firmware: 4.0.7577.4420, signIn: pin, user: jeff, expect: { outcome: signed-in }${more} }\n`;

const [base, second] = parseScenario(
  `id: test/sections
summary: Some phones have a MAC, and some do not.
phones:
${phone('named', 'CX600', ', mac: 00:04:f2:00:00:09')}${phone('desk', 'CX600')}${phone('old', 'CX700')}${phone('hall', 'CX600')}variants:
  - { name: again, expect: {} }
`,
  'sections.yaml',
).variants as [Variant, Variant];

const [one, two, three, four] = ['01', '02', '03', '04'].map((last) => `00:04:f2:00:00:${last}`) as [
  string,
  string,
  string,
  string,
];

test('a phone nobody named takes the next section without a MAC, once, and keeps it', (t) => {
  const sections = new Sections(base);
  t.is(sections.seen({ mac: one, model: undefined })?.section?.name, 'desk');
  t.is(sections.seen({ mac: one, model: undefined }), undefined, 'it has it');
  t.is(sections.seen({ mac: two, model: undefined })?.section?.name, 'old');
  t.is(sections.seen({ mac: three, model: undefined })?.section?.name, 'hall');
  t.is(sections.seen({ mac: four, model: undefined }), undefined, 'none is left');
  t.deepEqual(
    [one, two, three, four].map((mac) => sections.of(mac)?.name),
    ['desk', 'old', 'hall', undefined],
  );
});

test('a phone that has a section of its own takes none; what has no MAC yet takes none', (t) => {
  const sections = new Sections(base);
  t.is(sections.seen({ mac: '00:04:f2:00:00:09', model: 'CX600' }), undefined);
  t.is(sections.of('00:04:f2:00:00:09')?.name, 'named');
  t.is(sections.seen({ mac: undefined, model: 'CX600' }), undefined);
  t.is(sections.seen({ mac: one, model: 'CX600' })?.section?.name, 'desk');
});

test('a model that is known must fit, whenever it is known', (t) => {
  const sections = new Sections(base);
  t.is(sections.seen({ mac: one, model: 'cx700' })?.section?.name, 'old');
  t.is(sections.seen({ mac: two, model: 'VVX600' }), undefined, 'none is a VVX');
  t.is(sections.seen({ mac: three, model: undefined })?.section?.name, 'desk');
  t.is(sections.seen({ mac: three, model: 'CX600' }), undefined, 'it fits');
  t.is(sections.of(three)?.name, 'desk');
  t.is(sections.seen({ mac: four, model: undefined })?.section?.name, 'hall');
  t.deepEqual(sections.seen({ mac: four, model: 'CX700' }), { section: undefined }, 'the only CX700 is taken');
  t.is(sections.of(four), undefined);
  t.is(sections.seen({ mac: two, model: 'CX600' })?.section?.name, 'hall', 'it is free again');
});

test('a phone that turns out to be another model takes that one’s section, and leaves its own', (t) => {
  const sections = new Sections(base);
  sections.seen({ mac: one, model: undefined });
  t.is(sections.seen({ mac: one, model: 'CX700' })?.section?.name, 'old');
  t.is(sections.seen({ mac: two, model: undefined })?.section?.name, 'desk');
});

test('in the next variant a phone is the same one again, whoever comes first', (t) => {
  const sections = new Sections(base);
  sections.seen({ mac: one, model: undefined });
  sections.seen({ mac: two, model: undefined });
  sections.serve(second);
  t.is(sections.of(one), undefined);
  t.is(sections.seen({ mac: two, model: undefined })?.section?.name, 'old');
  t.is(sections.seen({ mac: one, model: undefined })?.section?.name, 'desk');
  t.true(second.phones.includes(sections.of(one) as (typeof second.phones)[number]));
});

test('what is meant for a phone of the scenario is meant for who plays it, and for nobody when nobody does', (t) => {
  const noChain = () => {
    throw new RangeError('no chain here');
  };
  const drawn = ['00:04:f2:aa:00:01', '00:04:f2:aa:00:02'] as const;
  const specs = drawn.map((device) => ({ at: 'ntp.answer', do: 'drop', when: { device } }));
  const plan = new FaultPlan(specs as FaultSpec[], {
    resources: { chain: noChain, published: noChain },
    record: () => {},
  });
  const [desk, old] = base.phones.slice(1);
  if (!desk || !old) throw new Error('there are more');
  const roles = new Roles(
    [
      { ...desk, mac: drawn[0] },
      { ...old, mac: drawn[1] },
    ],
    [plan],
  );
  const of = (device: string) => plan.for('ntp.answer', { device }).length;
  t.deepEqual([of(one), of(drawn[0])], [0, 1]);
  roles.assign(one, 'desk');
  t.deepEqual([of(one), of(drawn[0])], [1, 0]);
  t.true(plan.all()[0]?.sentence.includes(one), plan.all()[0]?.sentence);
  roles.assign(one, 'old');
  t.deepEqual([of(one), of(drawn[0]), of(drawn[1])], [1, 1, 0]);
  roles.assign(two, 'old');
  t.deepEqual([of(one), of(two)], [0, 1]);
  roles.assign(two, undefined);
  t.deepEqual([of(two), of(drawn[1])], [0, 1]);
  roles.assign(one, 'nobody');
  t.is(of(one), 0);
});
