import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import test from 'ava';
import { timeLimit } from '../../harness/foundation/time-limit.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

test('a time limit ends what waits for it, whatever the collector does meanwhile', async (t) => {
  const { signal } = timeLimit(100, new AbortController().signal);
  let told = 0;
  signal.addEventListener('abort', () => {
    told += 1;
  });
  for (let round = 0; round < 5; round += 1) {
    await wait(10);
    collect();
  }
  for (let waited = 0; told === 0 && waited < 10_000; waited += 10) await wait(10);
  t.is(told, 1);
  t.true(signal.aborted);
});

test('the other signal ends it sooner, also one that is over already', (t) => {
  const other = new AbortController();
  const limit = timeLimit(60_000, other.signal);
  t.false(limit.signal.aborted);
  other.abort();
  t.true(limit.signal.aborted);
  limit.end();
  const late = timeLimit(60_000, other.signal);
  t.true(late.signal.aborted);
  late.end();
});

test('of a limit that is over nothing is left', async (t) => {
  const other = new AbortController();
  const limit = timeLimit(20, other.signal);
  limit.end();
  await wait(60);
  other.abort();
  t.false(limit.signal.aborted);
});
