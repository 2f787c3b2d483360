import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { finished, mockLync, serve } from './served.js';
import { commandLine } from './terminal.js';

function folder(t: ExecutionContext): string {
  const path = mkdtempSync(join(tmpdir(), 'mock-lync-phone-'));
  t.teardown(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

const typed = ['--number', '1001', '--pin', '13579'];

/** A served PIN sign-in; the arguments of a phone at it. */
async function served(t: ExecutionContext, ...more: string[]) {
  const path = folder(t);
  const lab = await serve(['sign-in/pin', '--ports', 'any', ...more]);
  t.teardown(() => lab.stop());
  const ready = join(path, 'ready.json');
  writeFileSync(ready, JSON.stringify(lab.ready));
  const journal = () =>
    readFileSync(String(lab.ready.files.journal), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { type: string; device?: string });
  return { path, journal, phone: (...args: string[]) => mockLync(['phone', '--endpoints', ready, ...typed, ...args]) };
}

/** A process, and a wait for what it says on stderr. */
function started(child: ChildProcess): [ChildProcess, (pattern: RegExp) => Promise<string>] {
  let said = '';
  child.stderr?.on('data', (part) => (said += part));
  return [
    child,
    async (pattern) => {
      while (!pattern.test(said)) {
        if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${said}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return said;
    },
  ];
}

test('a phone with a state file is one phone over processes; its file is for its owner alone', async (t) => {
  const { journal, path, phone } = await served(t);
  const file = join(path, 'phone.json');
  const first = await finished(phone('--state', file, '--json'));
  t.is(first.code, 0, first.stderr);
  t.is(statSync(file).mode & 0o777, 0o600);
  chmodSync(file, 0o644);
  const second = await finished(phone('--state', file, '--json'));
  t.is(second.code, 0, second.stderr);
  const [one, two] = [JSON.parse(first.stdout), JSON.parse(second.stdout)];
  for (const same of ['mac', 'serial', 'certificate', 'sipAddress']) t.is(two[same], one[same], same);
  t.is(statSync(file).mode & 0o777, 0o600);
  const issued = journal().filter(({ type }) => type === 'certificate.issued');
  t.is(issued.length, 1, 'the second process uses the certificate of the first');
  t.is(new Set(journal().flatMap(({ device }) => device ?? [])).size, 1);
  t.throws(() => statSync(`${file}.lock`), { code: 'ENOENT' });

  const other = await finished(phone('--state', file, '--model', 'CX500'));
  t.is(other.code, 2);
  t.regex(other.stderr, /the state file is of a CX600, not of a CX500/);

  // The same phone stays, and holds its file.
  const [staying, saw] = started(phone('--state', file, '--stay'));
  const end = finished(staying);
  const said = await saw(/^\d\d:\d\d:\d\d publish done/m);
  t.regex(said, /^\d\d:\d\d:\d\d register done: .* by TLS-DSK$/m);
  t.regex(said, /^Signed in$/m);
  const third = await finished(phone('--state', file));
  t.is(third.code, 3);
  t.true(third.stderr.includes(`The state file ${file} is in use by the process ${staying.pid}.`), third.stderr);
  staying.kill('SIGINT');
  const { code, stdout } = await end;
  t.is(code, 0);
  t.true(stdout.endsWith('\nsigned in as alice@contoso.com\n'), stdout);
  t.regex(stdout, /^✓ root-chain +kept|^✓ register +alice@contoso\.com at /m);
  t.throws(() => statSync(`${file}.lock`), { code: 'ENOENT' });
});

test('a phone that was killed leaves what it had, and a lock that is taken over', async (t) => {
  const { journal, path, phone } = await served(t);
  const file = join(path, 'phone.json');
  const [staying, saw] = started(phone('--state', file, '--stay'));
  await saw(/register done/);
  staying.kill('SIGKILL');
  const again = await finished(phone('--state', file));
  t.is(again.code, 0, again.stderr);
  t.is(journal().filter(({ type }) => type === 'certificate.issued').length, 1);
});

test('a state folder of `serve` is one process’s', async (t) => {
  const state = join(folder(t), 'state');
  const first = await serve(['sign-in/pin', '--ports', 'any', '--state', state]);
  t.teardown(() => first.process.kill('SIGKILL'));
  const refused = await finished(mockLync(['serve', 'sign-in/pin', '--ports', 'any', '--state', state]));
  t.is(refused.code, 3);
  t.true(refused.stderr.includes(`The state folder ${state} is in use by the process ${first.process.pid}.`));
  first.process.kill('SIGKILL');
  await first.stop();
  const second = await serve(['sign-in/pin', '--ports', 'any', '--state', state]);
  t.is((await second.stop()).code, 0, 'a killed process stands in nobody’s way');
  t.throws(() => statSync(join(state, 'lock')), { code: 'ENOENT' });
});

test('a bad state file is exit 2 with the place; so is a word that is no policy', async (t) => {
  const file = join(folder(t), 'phone.json');
  writeFileSync(file, '{"format": "mock-lync phone", "version": 1, "model": 7}');
  const bad = await commandLine('phone', ...typed, '--state', file);
  t.is(bad.code, 2);
  t.regex(bad.stderr, /The state of a phone in .*phone\.json cannot be used, model: /);
  t.is(readFileSync(file, 'utf8').length, 55, 'and is left as it is');
  const nowhere = await commandLine('phone', ...typed, '--state', '/nowhere/at/all/phone.json');
  t.is(nowhere.code, 3);
  const policy = await commandLine('phone', ...typed, '--redirects', 'everywhere');
  t.is(policy.code, 2);
  t.regex(policy.stderr, /none, same-host, https, any/);
});
