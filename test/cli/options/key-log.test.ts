import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { openKeyLog } from '../../../harness/cli/options/key-log.js';
import { HarnessError } from '../../../harness/foundation/errors/index.js';

const LINE = `CLIENT_RANDOM ${'ab'.repeat(32)} ${'cd'.repeat(48)}`;

function place(t: { teardown(fn: () => void): void }): string {
  const path = mkdtempSync(join(tmpdir(), 'mock-lync-test-'));
  t.teardown(() => rmSync(path, { recursive: true, force: true }));
  return join(path, 'keys.log');
}

function opened(file: string) {
  let warned = '';
  const log = openKeyLog(file, {
    stdout: { write: () => {} },
    stderr: { write: (text) => (warned += text) },
    env: {},
    interrupt: new AbortController().signal,
  });
  return { log, warned };
}

test('a key log is for its owner alone, and the operator is told what it is', (t) => {
  const file = place(t);
  const { log, warned } = opened(file);
  log?.line(LINE);
  log?.close();
  log?.line('after the end');
  t.is(readFileSync(file, 'utf8'), `${LINE}\n`);
  t.is(statSync(file).mode & 0o777, 0o600);
  t.regex(warned, /keys\.log gets the keys of every TLS connection; whoever has it can read/);
});

test('a key log that exists is appended to, and closed to others', (t) => {
  const file = place(t);
  writeFileSync(file, `# by another program\n${LINE}\n`);
  chmodSync(file, 0o644);
  const { log } = opened(file);
  log?.line(LINE);
  log?.close();
  t.is(readFileSync(file, 'utf8'), `# by another program\n${LINE}\n${LINE}\n`);
  t.is(statSync(file).mode & 0o777, 0o600);
});

test('a long key log is one, even when the part looked at ends within a line', (t) => {
  const file = place(t);
  writeFileSync(file, `${LINE}\n`.repeat(100));
  opened(file).log?.close();
  t.is(readFileSync(file, 'utf8').length, (LINE.length + 1) * 100);
});

for (const [name, content] of [
  ['a text', 'dear diary\n'],
  ['a private key', '-----BEGIN PRIVATE KEY-----\nMIIE\n'],
  ['bytes', '\u0000\u0001\u0002'],
  ['a key log with something after it', `${LINE}\nsomething else\n`],
] as const) {
  test(`${name} is left as it is`, (t) => {
    const file = place(t);
    writeFileSync(file, content);
    chmodSync(file, 0o644);
    const error = t.throws(() => opened(file), { instanceOf: HarnessError });
    t.is(error.code, 'FILE_UNWRITABLE');
    t.regex(error.message, /no TLS key log/);
    t.is(readFileSync(file, 'utf8'), content);
    t.is(statSync(file).mode & 0o777, 0o644);
  });
}

test('a folder and a device are no key logs', (t) => {
  for (const file of [tmpdir(), '/dev/null']) {
    t.is(t.throws(() => opened(file), { instanceOf: HarnessError }).code, 'FILE_UNWRITABLE', file);
  }
});

test('without the option there is none', (t) => {
  t.is(openKeyLog(undefined, {} as never), undefined);
});
