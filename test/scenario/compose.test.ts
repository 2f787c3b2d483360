import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { MAX_DEPTH } from '../../harness/scenario/compose/ancestry.js';
import { loadScenario, parseScenario } from '../../harness/scenario/load.js';
import type { Scenario } from '../../harness/scenario/scenario.js';

const head = (id: string) => `id: example/${id}\nsummary: An example.\n`;
const phone = 'phone: { model: CX600, firmware: 4.0.7577.4366, signIn: pin, user: alice }\n';
const whole = `${head('base')}${phone}expect: { outcome: signed-in, screen: Signed in }\n`;

/** A folder of files, removed when the test is over. */
function files(t: ExecutionContext, texts: Readonly<Record<string, string>>): (name: string) => Scenario {
  const folder = mkdtempSync(join(tmpdir(), 'mock-lync-compose-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
  return (name) => loadScenario(join(folder, name));
}

function refused(t: ExecutionContext, load: () => unknown, message: RegExp): HarnessError {
  const error = t.throws(load, { instanceOf: HarnessError, message });
  t.is(error.code, 'SCENARIO_INVALID');
  return error;
}

const names = ({ variants }: Scenario) => variants.map(({ name }) => name);

test('a scenario built on another has what that has, and its own on top', (t) => {
  const load = files(t, {
    'base.yaml': `${whole}deployment: { dhcp: { option43: false, option120: false } }\noperator: [ one ]\nvariants: [ { name: of the base } ]\n`,
    'own.yaml': `${head('own')}extends: ./base.yaml\ndeployment: { dhcp: { option43: null }, sipDomain: a.test }\nphone: { user: jeff }\nexpect: { outcome: sign-in-failed }\n`,
  });
  const own = load('own.yaml');
  t.deepEqual(names(own), ['as reported'], 'the variants stay with the base');
  const [variant] = own.variants;
  t.deepEqual(variant?.deployment, { dhcp: { option120: false }, sipDomain: 'a.test' });
  t.like(variant?.phone, { user: 'jeff', model: 'CX600' });
  t.deepEqual(variant?.expect, { outcome: 'sign-in-failed' }, 'expect replaces whole');
  t.deepEqual(variant?.operator, ['one']);
});

test('a bundled scenario is built on by its id', (t) => {
  const [variant] = parseScenario(
    `${head('own')}extends: sign-in/pin\nphone: { firmware: 4.0.7577.4100 }\n`,
    'x.yaml',
  ).variants;
  t.like(variant?.phone, { signIn: 'pin', firmware: '4.0.7577.4100' });
});

test('circles, knots and what is not there are refused at the place', (t) => {
  const chain = Object.fromEntries(
    Array.from({ length: MAX_DEPTH + 2 }, (_, index) => [
      `deep${index}.yaml`,
      index === 0 ? whole : `${head(`deep${index}`)}extends: ./deep${index - 1}.yaml\n`,
    ]),
  );
  const load = files(t, {
    'one.yaml': `${head('one')}extends: ./two.yaml\n`,
    'two.yaml': `${head('two')}extends: ./one.yaml\n`,
    'self.yaml': `${head('self')}extends: ./self.yaml\n`,
    'lost.yaml': `${head('lost')}extends: ./nowhere.yaml\n`,
    'out.yaml': `${head('out')}extends: ../../../etc/passwd\n`,
    ...chain,
  });
  refused(t, () => load('one.yaml'), /two\.yaml:3:1: extends goes round in a circle/);
  refused(t, () => load('self.yaml'), /self\.yaml:3:1: extends goes round in a circle/);
  t.regex(refused(t, () => load('lost.yaml'), /lost\.yaml:3:1: there is no scenario/).action, /mock-lync list/);
  refused(t, () => load('out.yaml'), /out\.yaml:3:1: there is no scenario/);
  refused(
    t,
    () => load(`deep${MAX_DEPTH + 1}.yaml`),
    /deep1\.yaml:3:1: more than 8 scenarios are built upon one another/,
  );
  t.notThrows(() => load(`deep${MAX_DEPTH}.yaml`));
});

test('an error that the base has is told in the base’s file', (t) => {
  const load = files(t, {
    'base.yaml': `${whole.replace('outcome: signed-in', 'outcom: signed-in')}`,
    'own.yaml': `${head('own')}extends: ./base.yaml\n`,
    'abstract.yaml': `${head('abstract')}phone: { model: CX600 }\nexpect: { outcome: signed-in }\n`,
    'half.yaml': `${head('half')}extends: ./abstract.yaml\nphone: { user: alice }\n`,
  });
  refused(t, () => load('own.yaml'), /base\.yaml:4:\d+: unknown key "outcom" in expect; did you mean "outcome"\?/);
  refused(t, () => load('half.yaml'), /half\.yaml:4:1: phone\.firmware/);
});

test('fragments stand beneath what is written, and their faults, changes and steps are added at the end', (t) => {
  const fragment = `fragments:
  slow: { deployment: { dhcp: { option43: false } }, faults: [ { at: web.tls, do: reset } ], operator: [ slow ] }
  later: { changes: [ { at: 1m, do: stop } ] }
`;
  const load = files(t, {
    'lab.fragment.yaml': 'deployment: { sipDomain: lab.test }\nfaults: [ { at: ntp.answer, do: drop } ]\n',
    'own.yaml': `${whole}${fragment}use: [ slow, ./lab.fragment.yaml ]\ndeployment: { dhcp: { option43: true } }
faults: [ { at: dns.any, do: drop } ]
operator: [ own ]
variants:
  - { name: more, use: [ later ], faults: [] }
  - { name: nothing, deployment: { sipDomain: null } }
`,
  });
  const [base, more, nothing] = load('own.yaml').variants;
  t.deepEqual(base?.deployment, { dhcp: { option43: true }, sipDomain: 'lab.test' });
  t.deepEqual(
    base?.faults.map(({ at }) => at),
    ['dns.any', 'web.tls', 'ntp.answer'],
  );
  t.deepEqual(base?.operator, ['own', 'slow']);
  t.deepEqual(base?.changes, []);
  t.deepEqual(more?.faults, [], 'a variant’s list replaces the whole');
  t.like(more?.changes[0], { do: 'stop', at: '1m' });
  t.deepEqual(nothing?.deployment, { dhcp: { option43: true } });
});

test('a fragment nobody wrote is refused, with the nearest; a mistake in one is told there', (t) => {
  const text = `${whole}fragments: { slow-network: {} }\nuse: [ slow-netwrk ]\n`;
  const error = refused(
    t,
    () => parseScenario(text, 'x.yaml'),
    /^x\.yaml:6:8: there is no fragment "slow-netwrk"; did you mean "slow-network"\?/,
  );
  t.regex(error.action, /^Write "slow-network" instead of "slow-netwrk";/);
  refused(
    t,
    () => parseScenario(`${whole}use: [ nothing ]\n`, 'x.yaml'),
    /^x\.yaml:5:8: there is no fragment "nothing"\./,
  );
  const inside = `${whole}fragments: { slow: { deployment: { dhcp: { option44: true } } } }\n`;
  refused(
    t,
    () => parseScenario(inside, 'x.yaml'),
    /^x\.yaml:5:\d+: unknown key "option44" in fragments\.slow\.deployment\.dhcp; did you mean "option43"\?/,
  );
});

const matrix = (more = '') => `${whole}matrix:
  axes:
    firmware: { CU9: { phone: { firmware: 4.0.7577.4366 } }, CU11: { phone: { firmware: 4.0.7577.4420 } } }
    path: { PIN: { phone: { signIn: pin } }, USB: { phone: { signIn: usb } } }
${more}`;

test('a matrix runs every combination that is not excluded, each with its cases', (t) => {
  const cases = `  exclude: [ { firmware: CU11, path: PIN } ]
  cases: [ { when: { path: USB }, expect: { outcome: sign-in-failed } } ]
`;
  const scenario = parseScenario(matrix(cases), 'x.yaml');
  t.deepEqual(names(scenario), [
    'as reported',
    'firmware CU9, path PIN',
    'firmware CU9, path USB',
    'firmware CU11, path USB',
  ]);
  const [, pin, usb, last] = scenario.variants;
  t.like(pin, { expect: { outcome: 'signed-in', screen: 'Signed in' }, phone: { signIn: 'pin' } });
  t.deepEqual(usb?.expect, { outcome: 'sign-in-failed' });
  t.like(last?.phone, { signIn: 'usb', firmware: '4.0.7577.4420' });
});

test('a matrix that names what is not there, or leaves nothing, is refused at the place', (t) => {
  const parse = (more: string) => () => parseScenario(matrix(more), 'x.yaml');
  refused(
    t,
    parse('  exclude: [ { firmwar: CU9 } ]\n'),
    /^x\.yaml:9:16: the matrix has no axis "firmwar"; did you mean "firmware"\?/,
  );
  refused(t, parse('  exclude: [ { path: USC } ]\n'), /the matrix has no path "USC"; did you mean "USB"\?/);
  refused(
    t,
    parse('  exclude: [ { path: USB }, { path: PIN } ]\n'),
    /^x\.yaml:9:3: every combination of the matrix is excluded/,
  );
  const dead = '  exclude: [ { path: USB } ]\n  cases: [ { when: { path: USB } } ]\n';
  refused(t, parse(dead), /^x\.yaml:10:12: no combination is left that this case is about/);
  const many = Array.from({ length: 15 }, (_, index) => `v${index}: {}`).join(', ');
  const wide = `${whole}matrix: { axes: { a: { ${many} }, b: { ${many} } } }\n`;
  refused(t, () => parseScenario(wide, 'x.yaml'), /not more than 200 combinations/);
});

test('an error tells the nearest word, and what to do', (t) => {
  const advice = (text: string) => refused(t, () => parseScenario(text, 'x.yaml'), /./).action;
  t.regex(advice(`${whole}deploymnet: {}\n`), /^Write "deployment" instead of "deploymnet";/);
  t.regex(advice(whole.replace('signed-in,', 'signed-on,')), /^Write "signed-in" instead of "signed-on";/);
  t.regex(advice(`${whole}deployment: { dhcp: { zzz: 1 } }\n`), /^Take "zzz" away, or use one of option43, option120,/);
  t.regex(advice(whole.replace(', user: alice', '')), /^Add "user" there;/);
  t.regex(advice(whole.replace('{ outcome: signed-in, screen: Signed in }', '{ events: [ tls.refuzed ] }')), /;/);
  refused(
    t,
    () => parseScenario(whole.replace('screen: Signed in', 'events: [ { tls.refuzed: {} } ]'), 'x.yaml'),
    /unknown key "tls\.refuzed" in expect\.events\.0; did you mean "tls\.refused"\?/,
  );
  refused(
    t,
    () => parseScenario(`${whole}faults: [ { at: web.tls, do: reset, stgae: finished } ]\n`, 'x.yaml'),
    /unknown key "stgae" in faults\.0; did you mean "stage"\?/,
  );
  refused(
    t,
    () => parseScenario(`${whole}changes: [ { at: 1m, do: restrat } ]\n`, 'x.yaml'),
    /did you mean "restart"\?/,
  );
});

const several = (phones: string, more = '') => `${head('several')}phones:\n${phones}${more}`;
const section = (name: string, more = '', expect = '{ outcome: signed-in }') =>
  `  ${name}: { model: CX600, firmware: 4.0.7577.4366, signIn: pin, user: alice, expect: ${expect}${more} }\n`;

test('several phones are loaded each with its own, and a variant replaces a phone’s expect whole', (t) => {
  const text = several(
    section('lobby', '', '{ outcome: signed-in, finding: none }') + section('office', ', powerOn: 5m'),
    'variants:\n  - name: other\n    phones: { lobby: { firmware: 4.0.7577.4420, expect: { outcome: sign-in-failed } } }\n',
  );
  const [base, other] = parseScenario(text, 'x.yaml').variants;
  t.deepEqual(
    base?.phones.map(({ name, powerOn }) => [name, powerOn]),
    [
      ['lobby', undefined],
      ['office', '5m'],
    ],
  );
  t.is(base?.phone, base?.phones[0]?.spec);
  t.deepEqual(other?.phones[0]?.expect, { outcome: 'sign-in-failed' });
  t.is(other?.phones[0]?.spec.firmware, '4.0.7577.4420');
  t.deepEqual(other?.phones[1]?.expect, { outcome: 'signed-in' });
});

test('phones that do not go together are refused', (t) => {
  const parse = (text: string) => () => parseScenario(text, 'x.yaml');
  refused(t, parse(`${whole}phones:\n${section('lobby')}`), /there is a phone already/);
  refused(t, parse(several(section('lobby'), 'expect: { outcome: signed-in }\n')), /said of each, in its own expect/);
  refused(t, parse(several(section('lobby', '', '{}'))), /the outcome of this phone is not said/);
  refused(t, parse(several(section('aabbccddeeff'))), /a name, not a MAC address/);
  const mac = ', mac: 00-04-f2-00-00-01';
  refused(t, parse(several(section('lobby', mac) + section('office', mac))), /"lobby" has it already/);
  const fault = 'faults: [ { at: web.tls, do: reset, when: { device: loby } } ]\n';
  refused(t, parse(several(section('lobby'), fault)), /"loby" is none of the phones; did you mean "lobby"\?/);
  refused(
    t,
    parse(several(section('lobby'), 'changes: [ { after: tls.refused, device: hall, do: stop } ]\n')),
    /"hall" is none of the phones/,
  );
  const own = ', faults: [ { at: web.tls, do: reset, when: { device: lobby } } ]';
  refused(t, parse(several(section('lobby', own))), /concerns this phone alone/);
  refused(t, parse(head('none')), /there is no phone/);
  refused(t, parse(`${head('none')}${phone}`), /nothing is expected/);
  refused(t, parse(`${head('none')}${phone}expect: { finding: none }\n`), /the outcome is not said/);
});

test('a setting of in-band provisioning that is null is left out, in the base and in a variant', (t) => {
  const given = 'deployment: { provisioned: { ServerConfiguration: { ucEnforcePinLock: null, ucMinPinLength: 8 } } }\n';
  const text = `${whole}${given}variants:\n  - { name: less, deployment: { provisioned: { ServerConfiguration: { ucMinPinLength: null } } } }\n`;
  const [base, less] = parseScenario(text, 'x.yaml').variants;
  t.deepEqual(base?.deployment.provisioned, { ServerConfiguration: { ucEnforcePinLock: null, ucMinPinLength: 8 } });
  t.deepEqual(less?.deployment.provisioned, { ServerConfiguration: { ucEnforcePinLock: null, ucMinPinLength: null } });
});
