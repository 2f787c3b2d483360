import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { MAX_PROBLEMS } from '../../harness/scenario/compose/problems.js';
import { examineFile, examineScenario, parseScenario } from '../../harness/scenario/load.js';

const head = 'id: a/b\nsummary: It is.\n';
const phone = 'phone: { model: CX600, firmware: 4.0.7577.4366, signIn: pin, user: alice }\n';
const expect = 'expect: { outcome: signed-in }\n';

/** Everything that is wrong with a text, as `LINE:COLUMN what`; the first is what loading it says. */
function told(t: ExecutionContext, text: string): string[] {
  const examined = examineScenario(text, 'x.yaml');
  if ('scenario' in examined) {
    t.notThrows(() => parseScenario(text, 'x.yaml'));
    return [];
  }
  const messages = examined.problems.map(({ message }) => message);
  t.is(t.throws(() => parseScenario(text, 'x.yaml'), { instanceOf: HarnessError })?.message, messages[0] ?? '');
  t.is(new Set(messages).size, messages.length, 'each once');
  t.true(examined.problems.every(({ action }) => action !== ''));
  return messages.map((message) => message.replace(/^x\.yaml:/, ''));
}

/** One line a problem, in this order. */
function tells(t: ExecutionContext, text: string, ...expected: readonly RegExp[]): void {
  const problems = told(t, text);
  t.is(problems.length, expected.length, problems.join('\n'));
  for (const [index, pattern] of expected.entries()) t.regex(problems[index] ?? '', pattern);
}

function folder(t: ExecutionContext, texts: Readonly<Record<string, string>>): string {
  const path = mkdtempSync(join(tmpdir(), 'mock-lync-problems-'));
  t.teardown(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(path, name), text);
  return path;
}

test('a scenario that is right has no problem', (t) => {
  tells(t, head + phone + expect);
});

test('everything a file says wrong is told in order of place, then what is wrong with the whole', (t) => {
  tells(
    t,
    `id: a/b
sumary: It is.
phone: { model: CX60, firmware: latest, signIn: pin, user: alcie, powerLossAt: root-chian, colour: red }
faults:
  - { at: front-end.tsl, do: alert }
  - { at: front-end.tls, do: close, when: { device: nobody } }
expect: { outcome: fine, finding: untrusted-rot, events: [ tls.refussed, tls.refused ] }
variants:
  - name: one
    phone: { model: CX7000 }
    use: [ nix ]
  - name: two
    phone: { signIn: fax }
    expect: {}
  - phone: { user: jeff }
    expect: { outcome: signed-in, events: [ { count: 2, tls.refused: {}, within: 1s } ] }
`,
    /^2:1: unknown key "sumary"; did you mean "summary"\?/,
    /^3:23: phone\.firmware: four numbers/,
    /^3:92: unknown key "colour" in phone/,
    /^5:7: faults\.0\.at: did you mean "front-end\.tls"/,
    /^7:11: expect\.outcome: /,
    /^7:26: expect\.finding: there is no "untrusted-rot"/,
    /^7:60: expect\.events\.0: "tls\.refussed" is not an event type/,
    /^11:12: there is no fragment "nix"/,
    /^13:14: variants\.1\.phone\.signIn: /,
    /^15:5: variants\.2\.name: /,
    /^16:74: variants\.2\.expect\.events\.0\.within: within goes with/,
    /^3:10: phone\.model: "CX60" is none of the models; did you mean "CX600"\?/,
    /^3:54: phone\.user: "alcie" is none of the deployed users; did you mean "alice"\?/,
    /^3:67: phone\.powerLossAt: "root-chian"/,
    /^6:45: faults\.0\.when\.device: "nobody" is none of the phones/,
    /^10:14: phone\.model: "CX7000"/,
    /^14:5: expect\.outcome: the outcome is not said/,
  );
});

test('what follows from another mistake alone is not told', (t) => {
  // Users, hosts, phones, an expectation and a fragment under a name that is mistyped are not missing.
  const bob = phone.replace('alice', 'bob');
  tells(t, `${head}${bob}${expect}deploymnt: { users: { bob: {} } }\n`, /^5:1: unknown key "deploymnt"/);
  tells(t, `${head}${bob}${expect}deployment: { users: { bob: 7 } }\n`, /deployment\.users\.bob/);
  tells(t, `${head}${phone}expct: { outcome: signed-in }\n`, /^4:1: unknown key "expct"/);
  tells(t, `${head}${phone}${expect}fragments: { x: 7 }\nuse: [ x ]\n`, /^5:14: fragments\.x/);
  tells(
    t,
    `${head}${phone}expect: { outcome: signed-in, events: [ tls.refusd, { tls.refused: { by: $x } } ] }\n`,
    /events\.0/,
  );
  tells(
    t,
    `${head}${phone}${expect}phones: { a: { model: CX60 } }\n`,
    /phones\.a\.firmware/,
    /phones\.a\.signIn/,
    /phones\.a\.user/,
    /phones\.a\.model/,
  );
  const a = phone.replace('phone:', 'a:').trim();
  tells(t, `${head}${phone}${expect}phones: { ${a} }\n`, /^5:1: phones: there is a phone already/);
});

test('what is missing may be in a base or a fragment that cannot be read; what is there is judged', (t) => {
  tells(t, `${head}extends: sign-in/pinn\n`, /^3:1: there is no scenario "sign-in\/pinn"/);
  tells(
    t,
    `${head}extends: sign-in/pinn\nphone: { model: CX60, user: bob }\n`,
    /^3:1: there is no scenario/,
    /^4:10: phone\.model: "CX60"/,
  );
  tells(t, `${head}${expect}use: [ nix ]\n`, /there is no fragment/);
  tells(t, `${head}extnds: sign-in/pin\n`, /^3:1: unknown key "extnds"; did you mean "extends"/);
});

test('what is wrong with the base is told once, and a variant’s own mistake beside it', (t) => {
  const text = `${head}${phone.replace('CX600', 'CX60')}${expect}variants:
  - { name: same }
  - { name: own, phone: { model: CX60 } }
  - { name: right, phone: { model: CX700 }, expect: { finding: none } }
`;
  tells(t, text, /^3:10: phone\.model/, /^7:27: phone\.model/, /^8:45: expect\.outcome/);
});

test('items behind one that is wrong keep their places', (t) => {
  tells(
    t,
    `${head}${phone}${expect}variants:
  - 7
  - { name: b, phone: { user: bbo } }
  - [ ]
  - { name: d, phone: { user: ddo } }
`,
    /^6:5: variants\.0/,
    /^8:5: variants\.2/,
    /^7:25: phone\.user: "bbo"/,
    /^9:25: phone\.user: "ddo"/,
  );
});

test('every exclusion and case of a matrix that names nothing is told', (t) => {
  tells(
    t,
    `${head}${phone}${expect}matrix:
  axes: { path: { usb: { phone: { signIn: usb } }, pin: {} } }
  exclude: [ { pth: usb }, { path: ubs } ]
  cases: [ { when: { path: pni } } ]
`,
    /^7:16: the matrix has no axis "pth"; did you mean "path"/,
    /^7:30: the matrix has no path "ubs"; did you mean "usb"/,
    /^8:22: the matrix has no path "pni"; did you mean "pin"/,
  );
});

test('what is wrong with one value of a matrix is told once, not for every combination', (t) => {
  tells(
    t,
    `${head}${phone}${expect}matrix:
  axes:
    model: { new: { phone: { model: CX60 } }, old: { phone: { model: CX700 } } }
    path: { usb: { phone: { signIn: usb } }, pin: {} }
`,
    /^7:30: phone\.model: "CX60" is none/,
  );
});

test('what is wrong with a base’s file comes behind what is wrong with the file itself', (t) => {
  const path = folder(t, {
    'base.yaml': `${head}${phone.replace('CX600', 'CX60')}expect: { outcom: signed-in }\n`,
    'own.yaml': `${head}extends: ./base.yaml\nphone: { usr: jeff }\ndeployment: { webServices: { templates: [ { file: a.yaml }, { file: b.yaml } ] } }\n`,
  });
  const examined = examineFile(join(path, 'own.yaml'));
  t.true('problems' in examined);
  if (!('problems' in examined)) return;
  const messages = examined.problems.map(({ message }) => message.replaceAll(`${path}/`, ''));
  t.is(messages.length, 5, messages.join('\n'));
  t.regex(messages[0] ?? '', /^own\.yaml:4:10: unknown key "usr" in phone; did you mean "user"/);
  t.regex(messages[1] ?? '', /^base\.yaml:4:11: unknown key "outcom"/);
  t.regex(messages[2] ?? '', /a\.yaml/);
  t.regex(messages[3] ?? '', /b\.yaml/);
  t.regex(messages[4] ?? '', /^base\.yaml:3:10: phone\.model/);
});

test('all that YAML says is told, and a file that is none or not there is one problem', (t) => {
  const problems = told(t, 'id: x\nid: y\nsummary: z\nsummary: z\n');
  t.deepEqual(
    problems.map((each) => each.slice(0, 4)),
    ['2:1:', '4:1:'],
  );
  tells(t, '- a list\n', /^1:1: the file/);
  const missing = examineFile('/nowhere/x.yaml');
  t.true('problems' in missing && missing.problems.length === 1 && missing.problems[0]?.code === 'FILE_UNREADABLE');
});

test('a thousand mistakes are bounded', (t) => {
  const keys = Array.from({ length: 3 * MAX_PROBLEMS }, (_, index) => `zzz${index}: 1\n`).join('');
  t.is(told(t, `${head}${phone}${expect}${keys}`).length, MAX_PROBLEMS);
});
