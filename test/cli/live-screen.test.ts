import { setTimeout as pause } from 'node:timers/promises';
import test from 'ava';
import { LiveScreen, MOST_LINES_A_SECOND } from '../../harness/cli/serve/live-screen.js';
import type { JournalEvent } from '../../harness/journal/index.js';

const event = (device: string) =>
  ({
    ...{ seq: 1, time: '2014-11-15T09:00:00.000Z', elapsed: 0, observer: 'harness', service: 'front-end' },
    ...{ type: 'tls.not-tls', device, looksLike: 'http' },
  }) as JournalEvent;

test('lines of one turn are written together', async (t) => {
  const written: string[] = [];
  const screen = new LiveScreen((text) => written.push(text));
  screen.show(event('one'));
  screen.show(event('two'));
  t.deepEqual(written, []);
  await pause(0);
  t.is(written.length, 1);
  t.is(written[0]?.split('\n').length, 3);
});

test('a flood is counted, not shown, and said once', async (t) => {
  const written: string[] = [];
  const screen = new LiveScreen((text) => written.push(text));
  for (let index = 0; index < MOST_LINES_A_SECOND + 7; index++) screen.show(event('flood'));
  await pause(0);
  t.is(written.join('').split('\n').length - 1, MOST_LINES_A_SECOND);
  // The later timer does not hold the process open; this wait does.
  const end = Date.now() + 10_000;
  while (!written.join('').includes('more events') && Date.now() < end) await pause(50);
  t.regex(written.join(''), /… 7 more events, all in the journal\n$/);
});

test('a flood of newcomers leaves lines out, but a verdict is always told, and in its place', async (t) => {
  const written: string[] = [];
  let now = 0;
  const screen = new LiveScreen(
    (text) => written.push(text),
    () => now,
  );
  for (let index = 0; index < MOST_LINES_A_SECOND + 7; index++) screen.say('somebody begins\n');
  screen.tell('PASSED\n');
  await pause(0);
  const lines = written.join('').split('\n');
  t.is(lines.filter((line) => line === 'somebody begins').length, MOST_LINES_A_SECOND);
  t.is(lines[MOST_LINES_A_SECOND], 'PASSED');
  now = 1000;
  screen.say('somebody else begins\n');
  await pause(0);
  t.deepEqual(written.join('').split('\n').slice(-3), [
    '… 7 more events, all in the journal',
    'somebody else begins',
    '',
  ]);
});
