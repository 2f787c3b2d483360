import test from 'ava';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { selectScenarios } from '../../harness/scenario/catalogue.js';
import { parseScenario } from '../../harness/scenario/load.js';

const phone = 'model: CX600, firmware: 4.0.7577.4366, signIn: pin, user: alice';
const scenario = (own: string, more = '', expect = 'outcome: signed-in') =>
  `id: a/b\nsummary: It is.\nphone: { ${own} }\n${more}\nexpect: { ${expect} }\n`;

/** What was mistyped, where that is, and the word that was meant. */
const mistyped: readonly (readonly [string, string, RegExp, string])[] = [
  ['a model', scenario(phone.replace('CX600', 'CX60')), /^x\.yaml:3:10: phone\.model: "CX60" is none/, 'CX600'],
  ['a user', scenario(phone.replace('alice', 'alcie')), /^x\.yaml:3:\d+: phone\.user: "alcie"/, 'alice'],
  ['a deployed user', scenario(phone.replace('alice', 'bbo'), 'deployment: { users: { bob: {} } }'), /"bbo"/, 'bob'],
  ['a step', scenario(`${phone}, powerLossAt: root-chian`), /phone\.powerLossAt: "root-chian"/, 'root-chain'],
  ['an action', scenario(`${phone}, afterwards: [ soft-rest ]`), /phone\.afterwards\.0: /, 'soft-reset'],
  [
    'who signs in then',
    scenario(`${phone}, afterwards: [ { signIn: pin, user: jef } ]`),
    /afterwards\.0\.user/,
    'jeff',
  ],
  ['a point', scenario(phone, 'faults: [ { at: front-end.tsl, do: alert } ]'), /faults\.0\.at/, 'front-end.tls'],
  ['a fault', scenario(phone, 'faults: [ { at: front-end.tls, do: alertt } ]'), /:4:32: faults\.0\.do/, 'alert'],
  ['a change', scenario(phone, 'changes: [ { at: 1s, do: stpo } ]'), /changes\.0\.do/, 'stop'],
  ['an event', scenario(phone, '', 'outcome: signed-in, events: [ tls.refussed ]'), /expect\.events\.0/, 'tls.refused'],
  ['a finding', scenario(phone, '', 'finding: untrusted-rot'), /there is no "untrusted-rot"/, 'untrusted-root'],
  ['a key', scenario(phone, 'deploymnt: {}'), /unknown key "deploymnt"/, 'deployment'],
  ['a base', 'id: a/b\nsummary: It is.\nextends: sign-in/pinn\n', /^x\.yaml:3:1: there is no scenario/, 'sign-in/pin'],
];

for (const [what, text, said, meant] of mistyped) {
  test(`${what} that is mistyped: its place, and the word that was meant`, (t) => {
    const error = t.throws(() => parseScenario(text, 'x.yaml'), { instanceOf: HarnessError });
    t.is(error?.code, 'SCENARIO_INVALID');
    t.regex(error?.message ?? '', said);
    t.regex(error?.message ?? '', /^x\.yaml:\d+:\d+: /);
    t.true(error?.message.includes(`did you mean "${meant}"?`), error?.message);
    t.true((error?.message.length ?? 0) < 1200, 'no list that hides it');
    t.truthy(error?.action);
  });
}

test('a phone that knows nothing of autodiscover cannot be told to ask it; another can', (t) => {
  const asking = (model: string, how: string) => scenario(`${phone.replace('CX600', model)}, autodiscover: ${how}`);
  const { message } = t.throws(() => parseScenario(asking('CX600', 'https-first'), 'x.yaml')) ?? {};
  t.regex(message ?? '', /phone\.autodiscover: a CX600 never asks autodiscover/);
  t.notThrows(() => parseScenario(asking('CX600', 'never'), 'x.yaml'));
  t.notThrows(() => parseScenario(asking('VVX600', 'http-first'), 'x.yaml'));
});

test('what is nothing like a word there is gets the words; a scenario asked for by name gets the nearest', (t) => {
  const { message } = t.throws(() => parseScenario(scenario(phone.replace('CX600', 'Snom')), 'x.yaml')) ?? {};
  t.regex(message ?? '', /"Snom" is none of the models, CX500, CX600, /);
  t.notThrows(() => parseScenario(scenario(phone), 'x.yaml'));
  const unknown = t.throws(() => selectScenarios(['sign-in/pinn']), { instanceOf: HarnessError });
  t.is(unknown?.message, 'There is no scenario or file "sign-in/pinn". Did you mean "sign-in/pin"?');
  t.is(
    t.throws(() => selectScenarios(['zzzzzzzzzzzz.yaml']))?.message,
    'There is no scenario or file "zzzzzzzzzzzz.yaml".',
  );
});
