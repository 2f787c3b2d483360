import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { finished, mockLync, serve } from './served.js';
import { commandLine } from './terminal.js';

function folder(t: ExecutionContext): string {
  const path = mkdtempSync(join(tmpdir(), 'mock-lync-test-'));
  t.teardown(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
const linesOf = (file: string) => readFileSync(file, 'utf8').trimEnd().split('\n').sort();

test('what is served and the phone log the same keys, whichever engine spoke', async (t) => {
  const place = folder(t);
  const [ofServer, ofPhone, ready] = ['server.log', 'phone.log', 'ready.json'].map((name) => join(place, name)) as [
    string,
    string,
    string,
  ];
  const served = await serve(['tls/old-suites', '--ports', 'any', '--key-log', ofServer]);
  writeFileSync(ready, JSON.stringify(served.ready));
  const phone = (...more: string[]) => {
    const typed = ['--number', '1001', '--pin', '13579', '--hello', 'rc4-3des', '--key-log', ofPhone];
    return finished(mockLync(['phone', '--endpoints', ready, ...typed, ...more]));
  };
  const { code, stderr } = await phone();
  t.is(code, 0, stderr);
  t.regex(stderr, /phone\.log gets the keys of every TLS connection/);
  const { stderr: told } = await served.stop();
  t.regex(told, /server\.log gets the keys/);
  const lines = linesOf(ofServer);
  t.true(lines.length >= 2, 'the web services and the Front End');
  for (const line of lines) t.regex(line, /^CLIENT_RANDOM [0-9a-f]{64} [0-9a-f]{96}$/);
  t.deepEqual(linesOf(ofPhone), lines);
  for (const file of [ofServer, ofPhone]) t.is(statSync(file).mode & 0o777, 0o600);
});

test('run logs OpenSSL’s keys too, and leaves a file alone that is no key log', async (t) => {
  const file = join(folder(t), 'keys.log');
  t.is((await commandLine('run', 'sign-in/pin', '--key-log', file)).code, 0);
  const lines = linesOf(file);
  t.true(lines.length >= 2);
  for (const line of lines) t.regex(line, /^CLIENT_RANDOM [0-9a-f]{64} [0-9a-f]{96}$/);
  writeFileSync(file, 'not a key log\n');
  const { code, stderr } = await commandLine('run', 'sign-in/pin', '--key-log', file);
  t.is(code, 3);
  t.regex(stderr, /is no TLS key log/);
  t.is(readFileSync(file, 'utf8'), 'not a key log\n');
});
