import { performance } from 'node:perf_hooks';
import test from 'ava';
import { ScenarioClock } from '../../harness/foundation/clock/index.js';

// In a file of its own: it keeps the whole process from running, which other tests must not feel.

test('a stall of the whole process does not count as silence', async (t) => {
  const clock = new ScenarioClock({ start: new Date('2014-11-15T09:00:00Z'), waits: 'skip' });
  const phone = clock.join('phone');
  const answer = new Promise<string>((resolve) => {
    setImmediate(() => {
      // Nobody could have answered meanwhile; the answer takes a few turns more, as a server in this process would.
      const end = performance.now() + 800;
      while (performance.now() < end);
      setTimeout(() => setTimeout(() => resolve('answer'), 20), 20);
    });
  });
  t.is(await phone.within(24 * 3600 * 1000, answer), 'answer');
  phone.leave();
  clock.stop();
});
