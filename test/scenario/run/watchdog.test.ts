import test from 'ava';
import { HUNG_TICKS, watch } from '../../../harness/scenario/run/watchdog.js';

test('a run that goes on is left alone, one in which nothing happens any more is ended', async (t) => {
  const events: never[] = [];
  const watchdog = watch({ events }, 1);
  const ended = new Promise<void>((resolve) => watchdog.signal.addEventListener('abort', () => resolve()));
  // As many ticks as would end a silent run: timers of one process fire in the order they fall due.
  let ticks = 0;
  await new Promise<void>((resolve) => {
    const going = setInterval(() => {
      events.length += 1;
      ticks += 1;
      if (ticks < 2 * HUNG_TICKS) return;
      clearInterval(going);
      resolve();
    }, 1);
  });
  t.false(watchdog.signal.aborted);
  await ended;
  t.like(watchdog.signal.reason, { code: 'INTERNAL' });
});
