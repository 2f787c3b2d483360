import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { takeLock } from '../../harness/scenario/lock-file.js';

function place(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'mock-lync-lock-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'lock');
}

const inUse = { code: 'STATE_IN_USE' };

test('one holds it, until it is given back', (t) => {
  const file = place(t);
  const lock = takeLock(file, 'The folder');
  t.is(statSync(file).mode & 0o777, 0o600);
  t.throws(() => takeLock(file, 'The folder'), {
    ...inUse,
    message: `The folder is in use by the process ${process.pid}.`,
  });
  lock.release();
  t.false(existsSync(file));
  const other = takeLock(file, 'The folder');
  lock.release();
  t.true(existsSync(file), 'a lock given back twice takes nobody else’s away');
  other.release();
});

test('that of a process that is gone is taken over', (t) => {
  const file = place(t);
  const { pid } = spawnSync(process.execPath, ['--version']);
  writeFileSync(file, JSON.stringify({ pid, began: '', id: 'x' }));
  const lock = takeLock(file, 'It');
  t.is(JSON.parse(readFileSync(file, 'utf8')).pid, process.pid);
  t.throws(() => takeLock(file, 'It'), inUse);
  lock.release();
  t.deepEqual(readdirSync(join(file, '..')), [], 'nothing is left behind');
});

const onLinux = process.platform === 'linux' ? test : test.skip;
onLinux('a number that another process has since is no holder', (t) => {
  const file = place(t);
  writeFileSync(file, JSON.stringify({ pid: process.pid, began: 'another boot 1', id: 'x' }));
  takeLock(file, 'It').release();
  t.false(existsSync(file));
});

test('somebody else’s process is a holder', (t) => {
  const file = place(t);
  writeFileSync(file, JSON.stringify({ pid: 1, began: '', id: 'x' }));
  t.throws(() => takeLock(file, 'It'), { ...inUse, message: /process 1\./ });
});

test('a lock without content is being written, unless it is old', (t) => {
  const file = place(t);
  writeFileSync(file, '');
  t.throws(() => takeLock(file, 'It'), inUse);
  utimesSync(file, 1, 1);
  takeLock(file, 'It').release();
  writeFileSync(file, '{"pid":"x"}');
  utimesSync(file, 1, 1);
  takeLock(file, 'It').release();
});

test('a recovery somebody died in does not stand in the way for ever', (t) => {
  const file = place(t);
  writeFileSync(file, '{"pid":999999999,"began":"","id":"x"}');
  writeFileSync(`${file}.recovery`, '1');
  t.throws(() => takeLock(file, 'It'), inUse);
  utimesSync(`${file}.recovery`, 1, 1);
  takeLock(file, 'It').release();
});

test('where nothing can be written, that is said', (t) => {
  t.throws(() => takeLock('/dev/null/lock', 'It'), { code: 'FILE_UNWRITABLE', message: /\/dev\/null\/lock/ });
});

test('of many that find a stale lock at once, one gets it', async (t) => {
  const file = place(t);
  const module = new URL('../../harness/scenario/lock-file.js', import.meta.url).href;
  const program = `
    import { takeLock } from ${JSON.stringify(module)};
    process.stdin.once('data', () => {
      try { takeLock(${JSON.stringify(file)}, 'It'); process.stdout.write('held\\n'); }
      catch (error) { process.stdout.write(error.code + '\\n'); }
    });
    process.stdin.once('end', () => process.exit());
    process.stdout.write('ready\\n');
  `;
  const children = Array.from({ length: 6 }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['pipe', 'pipe', 'inherit'] }),
  );
  const said = children.map(({ stdout }) => {
    let text = '';
    stdout.on('data', (part) => (text += part));
    return async (lines: number) => {
      while (text.split('\n').length <= lines) await new Promise((resolve) => setTimeout(resolve, 5));
      return text.split('\n')[lines - 1];
    };
  });
  await Promise.all(said.map((line) => line(1)));
  writeFileSync(file, '{"pid":999999999,"began":"","id":"x"}');
  for (const { stdin } of children) stdin.write('go\n');
  const answers = await Promise.all(said.map((line) => line(2)));
  for (const { stdin } of children) stdin.end();
  t.deepEqual(answers.filter((answer) => answer === 'held').length, 1, answers.join());
  t.true(
    answers.every((answer) => answer === 'held' || answer === 'STATE_IN_USE'),
    answers.join(),
  );
});
