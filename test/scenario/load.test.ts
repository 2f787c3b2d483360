import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { bundledIds, selectScenario, selectScenarios } from '../../harness/scenario/catalogue.js';
import { parseScenario } from '../../harness/scenario/load.js';
import { scenarioJsonSchema } from '../../harness/scenario/schema/scenario.js';

const base = `id: trust/example
summary: An example.
phone: { model: CX600, firmware: 4.0.7577.4366, signIn: pin, user: alice }
expect: { outcome: signed-in }
`;

function refused(t: ExecutionContext, text: string): HarnessError {
  const error = t.throws(() => parseScenario(text, 'example.yaml'), { instanceOf: HarnessError });
  t.is(error.code, 'SCENARIO_INVALID');
  return error;
}

test('a scenario without variants runs as reported', (t) => {
  const { variants, id } = parseScenario(base, 'example.yaml');
  t.is(id, 'trust/example');
  t.deepEqual(
    variants.map(({ name }) => name),
    ['as reported'],
  );
  t.is(variants[0]?.clock, 'now');
});

test('a variant merges into the base, and its expectations replace the base’s whole', (t) => {
  const { variants } = parseScenario(
    `${base.replace('signed-in }', "signed-in, screen: 'Signed in' }")}deployment: { dhcp: { option43: false, option120: false }, sipDomain: a.test }
variants:
  - name: cured
    deployment: { dhcp: { option43: true, option120: null } }
    phone: { firmware: 4.0.7577.4420 }
    expect: { outcome: sign-in-failed, finding: none }
`,
    'example.yaml',
  );
  const cured = variants[1];
  t.deepEqual(cured?.deployment, { dhcp: { option43: true }, sipDomain: 'a.test' });
  t.is(cured?.phone.firmware, '4.0.7577.4420');
  t.is(cured?.phone.model, 'CX600');
  t.deepEqual(cured?.expect, { outcome: 'sign-in-failed', finding: 'none' });
  t.deepEqual(variants[0]?.expect, { outcome: 'signed-in', screen: 'Signed in' });
});

test('an unknown key is refused at its place', (t) => {
  const error = refused(t, `${base}deploymnet: {}\n`);
  t.regex(error.message, /^example\.yaml:5:1: unknown key "deploymnet"/);
});

test('an unknown key deep inside is refused at its place', (t) => {
  const error = refused(t, `${base}deployment:\n  dhcp:\n    option44: true\n`);
  t.regex(error.message, /^example\.yaml:7:5: unknown key "option44" in deployment\.dhcp/);
});

test('a wrong value is refused at its place', (t) => {
  t.regex(
    refused(t, base.replace('4.0.7577.4366', 'latest')).message,
    /^example\.yaml:3:\d+: phone\.firmware: four numbers/,
  );
  t.regex(refused(t, base.replace('signed-in }', 'fine }')).message, /^example\.yaml:4:\d+: expect\.outcome/);
});

test('a wrong value in a variant is refused in the variant', (t) => {
  const text = `${base}variants:\n  - name: broken\n    phone: { signIn: fax }\n`;
  t.regex(refused(t, text).message, /^example\.yaml:7:\d+: variants\.0\.phone\.signIn/);
});

test('a value that only the merge makes wrong is refused', (t) => {
  const text = `${base}variants:\n  - name: broken\n    phone: { firmware: null }\n`;
  t.regex(refused(t, text).message, /^example\.yaml:7:\d+: phone\.firmware/);
});

test('an expected event nobody records is refused', (t) => {
  const text = base.replace('{ outcome: signed-in }', '{ outcome: signed-in, events: [ tls.refuzed ] }');
  t.regex(refused(t, text).message, /not an event type/);
  const inside = base.replace('{ outcome: signed-in }', '{ outcome: signed-in, events: [ { never: no.such } ] }');
  t.regex(refused(t, inside).message, /not an event type/);
});

test('broken YAML is refused with line and column', (t) => {
  t.regex(refused(t, 'id: [\n').message, /^example\.yaml:\d+:\d+: /);
  t.regex(refused(t, `${base}id: twice\n`).message, /^example\.yaml:5:1: /);
  t.regex(refused(t, '').message, /^example\.yaml:1:1: /);
  t.regex(refused(t, '- a list\n').message, /^example\.yaml:1:1: /);
});

test('an alias bomb is refused', (t) => {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 9; level++) {
    lines.push(
      `a${level}: &a${level} [${Array(10)
        .fill(`*a${level - 1}`)
        .join(', ')}]`,
    );
  }
  refused(t, lines.join('\n'));
});

test('a key named __proto__ changes nothing', (t) => {
  const error = refused(t, `${base}variants:\n  - name: x\n    __proto__: { polluted: true }\n`);
  t.truthy(error);
  t.is(({} as Record<string, unknown>).polluted, undefined);
});

test('every bundled scenario loads, under the id of its file', (t) => {
  const ids = bundledIds();
  t.true(ids.length >= 5);
  t.deepEqual(
    selectScenarios([]).map(({ id }) => id),
    ids,
  );
});

test('scenarios are selected by id, folder and pattern', (t) => {
  t.is(selectScenario('sign-in/pin').id, 'sign-in/pin');
  t.true(selectScenarios(['sign-in/']).length >= 2);
  t.true(selectScenarios(['*pin']).every(({ id }) => id.endsWith('pin')));
  t.throws(() => selectScenarios(['no/such']), { code: 'SCENARIO_NOT_FOUND' });
  t.throws(() => selectScenarios(['zz*']), { code: 'NOTHING_SELECTED' });
  t.throws(() => selectScenario('sign-in/'), { code: 'USAGE' });
  t.throws(() => selectScenarios(['missing.yaml']), { code: 'SCENARIO_NOT_FOUND' });
});

test('the published JSON Schema is the one the loader uses', (t) => {
  const file = fileURLToPath(new URL('../../../scenarios/scenario.schema.json', import.meta.url));
  t.deepEqual(JSON.parse(readFileSync(file, 'utf8')), JSON.parse(JSON.stringify(scenarioJsonSchema())));
});
