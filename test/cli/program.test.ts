import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { MAX_TOLD_PROBLEMS } from '../../harness/cli/commands/validate.js';
import type { RunRecord } from '../../harness/reports/index.js';
import { commandLine } from './terminal.js';

function folder(t: { teardown(fn: () => void): void }): string {
  const path = mkdtempSync(join(tmpdir(), 'mock-lync-test-'));
  t.teardown(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

test('help names every command and the exit codes', async (t) => {
  const { code, stdout } = await commandLine('help');
  t.is(code, 0);
  for (const name of [
    'run',
    'serve',
    'phone',
    'list',
    'show',
    'validate',
    'schema',
    'trust',
    'certs',
    'doctor',
    'explain',
  ]) {
    t.regex(stdout, new RegExp(`^ {2}${name} `, 'm'));
    t.regex((await commandLine(name, '--help')).stdout, new RegExp(`^Usage: mock-lync ${name}`));
  }
});

test('wrong usage is exit 2 with a sentence and an action', async (t) => {
  for (const argv of [
    ['rnu'],
    ['run', '--josn'],
    ['run', '--jobs', 'x'],
    ['run', '--ports', 'smtp=25'],
    ['serve'],
    ['show'],
  ]) {
    const { code, stderr, stdout } = await commandLine(...argv);
    t.is(code, 2, argv.join(' '));
    t.regex(stderr, /^mock-lync: .+\.\n {2}Run `mock-lync help`/, argv.join(' '));
    t.is(stdout, '');
  }
});

test('an error is a JSON line too when JSON was asked for', async (t) => {
  const { stdout } = await commandLine('run', 'no/such', '--json');
  t.like(JSON.parse(stdout), { event: 'error', code: 'SCENARIO_NOT_FOUND' });
});

test('list, show and schema print data', async (t) => {
  t.regex((await commandLine('list')).stdout, /^sign-in\/pin {2,}A CX600 signs in/m);
  const listed = JSON.parse((await commandLine('list', '--json')).stdout) as { id: string }[];
  t.true(listed.some(({ id }) => id === 'trust/public-ca-newer-than-firmware'));
  t.regex((await commandLine('show', 'sign-in/pin')).stdout, /The Front End accepts the phone’s signed REGISTER\./);
  t.like(JSON.parse((await commandLine('schema')).stdout), { title: 'mock-lync scenario' });
  t.regex((await commandLine('schema', '--events')).stdout, /^tls\.refused$/m);
});

test('show leaves PINs out of its JSON', async (t) => {
  const { stdout } = await commandLine('show', 'sign-in/wrong-pin', '--json');
  t.false(stdout.includes('00000'));
});

test('explain knows codes and findings, and nothing else', async (t) => {
  t.regex((await commandLine('explain', 'PORT_TAKEN')).stdout, /^PORT_TAKEN\n {2}.+\n {2}.+/);
  t.regex((await commandLine('explain', 'untrusted-root')).stdout, /^untrusted-root\n/);
  t.is((await commandLine('explain', 'NONSENSE')).code, 2);
});

test('validate tells the place of a mistake and exits 2', async (t) => {
  const file = join(folder(t), 'broken.yaml');
  writeFileSync(file, 'id: x\nsummary: y\nphone: {}\n');
  const { code, stderr } = await commandLine('validate', file, 'sign-in/pin');
  t.is(code, 2);
  t.regex(stderr, /broken\.yaml:3:1: phone\.model/);
  t.is((await commandLine('validate')).code, 0);
});

test('validate tells everything that is wrong with several files, and what is right; its JSON has it all', async (t) => {
  const path = folder(t);
  const [two, many, right] = ['two.yaml', 'many.yaml', 'right.yaml'].map((name) => join(path, name)) as [
    string,
    string,
    string,
  ];
  const text = `id: a/b
summary: It is.
phone: { model: CX600, firmware: 4.0.7577.4366, signIn: pin, user: alice }
expect: { outcome: signed-in }
`;
  writeFileSync(two, text.replace('CX600', 'CX60').replace('outcome: ', 'outcome: un'));
  writeFileSync(
    many,
    `${text}${Array.from({ length: MAX_TOLD_PROBLEMS + 3 }, (_, index) => `zzz${index}: 1\n`).join('')}`,
  );
  writeFileSync(right, text);
  const { code, stderr, stdout } = await commandLine('validate', two, many, 'no/such', right);
  t.is(code, 2);
  t.is(stdout, `valid  ${right}\n`);
  t.regex(
    stderr,
    /two\.yaml:4:11: expect\.outcome.*\n {2}Write "signed-in" instead.*\n.*two\.yaml:3:10: phone\.model: "CX60".*\n {2}Correct/,
  );
  t.is(stderr.match(/many\.yaml:\d+:1: unknown key/g)?.length, MAX_TOLD_PROBLEMS);
  t.regex(stderr, /^and 3 more in .*many\.yaml$/m);
  t.regex(stderr, /There is no scenario or file "no\/such"/);
  const results = JSON.parse((await commandLine('validate', two, right, '--json')).stdout) as unknown[];
  t.is(results.length, 2);
  t.deepEqual(results[1], { name: right });
  const [first] = results as [{ error: unknown; problems: { file: string; line: number; column: number }[] }];
  t.deepEqual(first.error, first.problems[0]);
  t.deepEqual(
    first.problems.map(({ column, file, line }) => [file, line, column]),
    [
      [two, 4, 11],
      [two, 3, 10],
    ],
  );
  t.regex((await commandLine('run', two)).stderr, /two\.yaml:4:11: expect\.outcome/, 'the first is what run says');
});

test('a scenario that fails is exit 1, with the expectation and what happened instead', async (t) => {
  const file = join(folder(t), 'wrong.yaml');
  writeFileSync(
    file,
    `id: test/wrong
summary: Expects what does not happen.
phone: { model: CX600, firmware: 4.0.7577.4420, signIn: pin, user: alice, pin: "00000" }
expect:
  outcome: signed-in
  finding: none
  events: [ { web-ticket.refused: { problem: locked } }, { never: dhcp.reply } ]
`,
  );
  const { code, stdout } = await commandLine('run', file);
  t.is(code, 1);
  t.regex(stdout, /✗ as reported/);
  t.regex(stdout, /expected signed-in, was sign-in-failed/);
  t.regex(stdout, /expected none, was wrong-pin/);
  t.regex(stdout, /problem expected "locked", was "incorrect-pin"/);
  t.regex(stdout, /unexpected: dhcp\.reply never happens\./);
});

test('a scenario that cannot be set up is an error with its code, and the others still run', async (t) => {
  const file = join(folder(t), 'nobody.yaml');
  writeFileSync(
    file,
    `id: test/nobody
summary: Names a profile that nobody learnt.
phone: { model: CX600, firmware: 4.0.7577.4420, signIn: pin, user: alice, profile: missing.json }
expect: { outcome: signed-in }
`,
  );
  const { code, stdout } = await commandLine('run', file, 'sign-in/wrong-pin', '--json');
  t.is(code, 1);
  const record = JSON.parse(stdout) as RunRecord;
  t.deepEqual(
    record.variants.map(({ status }) => status),
    ['error', 'passed', 'passed'],
  );
  t.regex(record.variants[0]?.reason ?? '', /FILE_UNREADABLE.*missing\.json/);
});

test('a scenario can ask for a chain with defects, and the phone refuses it for that reason', async (t) => {
  const file = join(folder(t), 'expired.yaml');
  writeFileSync(
    file,
    `id: test/expired
summary: A public chain the firmware knows, whose server certificate has ended.
clock: 2014-11-15T09:00:00Z
deployment: { certificates: { default: { profile: root-22, defects: [expired], algorithm: sha256RSA } } }
phone: { model: CX600, firmware: 4.0.7577.4420, signIn: usb, user: jeff }
expect:
  outcome: sign-in-failed
  finding: server-certificate-expired
  events: [ { tls.refused: { service: front-end, by: phone, how: alert, alert: certificate_expired } } ]
variants:
  - name: renewed
    deployment: { certificates: { default: { defects: null } } }
    expect: { outcome: signed-in, finding: none }
`,
  );
  const { code, stdout } = await commandLine('run', file);
  t.is(code, 0, stdout);
  t.is((await commandLine('validate', file)).code, 0);
  writeFileSync(file, readFileSync(file, 'utf8').replace('[expired]', '[rotten]'));
  t.regex(
    (await commandLine('validate', file)).stderr,
    /expired\.yaml:4:\d+: deployment\.certificates\.default\.defects/,
  );
});

test('the story of the public CA: every variant names its outcome, its step and its refusal', async (t) => {
  const { code, stdout } = await commandLine('run', 'trust/public-ca-newer-than-firmware', '--json');
  t.is(code, 0, stdout);
  const { variants } = JSON.parse(stdout) as RunRecord;
  const seen = variants.map(({ outcome, step, refusal, findings }) => ({
    outcome,
    step,
    how: refusal && `${refusal.service} ${refusal.how} ${refusal.alert ?? ''} ${refusal.when}`,
    finding: findings[0]?.id,
  }));
  t.like(seen[0], { outcome: 'sign-in-failed', step: 'register', finding: 'untrusted-root' });
  t.is(seen[0]?.how, 'front-end alert unknown_ca after-certificate');
  t.like(seen[1], { outcome: 'signed-in', finding: undefined, how: undefined });
  t.like(seen[2], { outcome: 'signed-in', finding: undefined, how: undefined });
  t.like(seen[3], { outcome: 'sign-in-failed', finding: 'certificate-service-unreachable' });
  t.is(seen[3]?.how, 'web alert unknown_ca after-certificate');
});

test('the output folder holds the report, the record and a journal a variant; no PIN or password in any', async (t) => {
  const path = folder(t);
  const { code } = await commandLine('run', 'sign-in/pin', 'sign-in/wrong-pin', 'sign-in/usb', '--output', path);
  t.is(code, 0);
  const report = readFileSync(join(path, 'report.md'), 'utf8');
  t.regex(report, /\| sign-in\/wrong-pin \| as reported \| passed \| sign-in-failed \|/);
  const record = JSON.parse(readFileSync(join(path, 'report.json'), 'utf8')) as RunRecord;
  for (const variant of record.variants) {
    const journal = readFileSync(variant.journal ?? '', 'utf8');
    const raw = journal
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => Buffer.from((JSON.parse(line) as { raw?: string }).raw ?? '', 'base64').toString('latin1'))
      .join('\n');
    t.regex(journal, /"type":"lab\.stopped"/);
    const typed = variant.scenario.includes('pin');
    if (typed) t.true(raw.includes('UsernameToken'), `${variant.scenario}: the exchange itself is kept`);
    for (const secret of ['13579', '00000', 'Pa55word']) {
      const forms = [`>${secret}<`, Buffer.from(secret).toString('base64')];
      for (const text of [report, journal, raw]) for (const form of forms) t.false(text.includes(form), form);
    }
  }
});

test('two runs with one seed draw the same identifiers', async (t) => {
  const identifiers = async () => {
    const path = folder(t);
    await commandLine('run', 'sign-in/pin', '--seed', 'fixed', '--output', path);
    const record = JSON.parse(readFileSync(join(path, 'report.json'), 'utf8')) as RunRecord;
    const journal = readFileSync(record.variants[0]?.journal ?? '', 'utf8');
    return [record.seed, /"mac":"([^"]+)"/.exec(journal)?.[1], /"epid":"([^"]+)"/.exec(journal)?.[1]];
  };
  const first = await identifiers();
  t.deepEqual(first, await identifiers());
  t.truthy(first[1]);
  t.truthy(first[2]);
});
