import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { program } from '../../harness/cli/program.js';
import { readJournal } from '../../harness/journal/index.js';
import { serveHere } from './served-here.js';
import { commandLine } from './terminal.js';
import { until } from './until.js';

test('somebody sits in front of it: signs in otherwise, signs out, reboots, resets, and switches it off', async (t) => {
  const path = mkdtempSync(join(tmpdir(), 'mock-lync-keys-'));
  t.teardown(() => rmSync(path, { recursive: true, force: true }));
  const served = await serveHere(t, ['sign-in/pin', '--ports', 'any', '--output', path]);
  const ready = join(path, 'ready.json');
  writeFileSync(ready, JSON.stringify(served.ready));
  const events = () => readJournal(join(path, 'journal.jsonl'));
  const users = () => events().flatMap((event) => (event.type === 'front-end.signed-in' ? [event.user] : []));
  const count = (type: string) => events().filter((event) => event.type === type).length;

  let screen = '';
  let press: (line: string) => void = () => {};
  let ended = false;
  const args = ['phone', '--endpoints', ready, '--number', '1001', '--pin', '13579', '--screen', '--keys'];
  const done = program(args, {
    stdout: { write: () => true },
    stderr: { write: (text) => (screen += text) },
    env: {},
    input: (typed) => {
      press = typed;
      return { end: () => (ended = true) };
    },
    interrupt: new AbortController().signal,
  });
  await until(() => /Keys, each with Enter: sign-in, or a number, sign-out/.test(screen));
  t.deepEqual(users(), ['alice@contoso.com']);

  for (const line of ['1002', '24680']) press(line);
  await until(() => users().length === 2);
  t.is(users()[1], 'jeff@contoso.com');
  t.regex(screen, /PIN for 1002/);
  t.is(count('front-end.signed-out'), 1, 'alice was signed out');
  t.is(count('root-chain.served'), 1, 'the chain was there already');

  press('reboot');
  await until(() => users().length === 3);
  t.is(count('certificate.issued'), 2, 'with the certificate it had');
  press('hold *#');
  await until(() => users().length === 4);
  t.is(count('root-chain.served'), 2, 'a reset phone has no chain');

  press('sign-out');
  await until(() => count('front-end.signed-out') === 3);
  for (const line of ['1001', '99999']) press(line);
  await until(() => count('web-ticket.refused') > 0);
  press('nonsense');
  press('off');
  t.is(await done, 0);
  t.true(ended);
  t.is(users().length, 4);
  t.false(screen.includes('24680'), 'no PIN is shown again');
  await served.stop();
  t.regex((await commandLine('phone', '--number', '1', '--pin', '1', '--keys')).stderr, /--keys needs a terminal/);
});
