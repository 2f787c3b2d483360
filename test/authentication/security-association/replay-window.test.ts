import test from 'ava';
import fc from 'fast-check';
import { REPLAY_WINDOW } from '../../../harness/authentication/security-association/index.js';
import { ReplayWindow } from '../../../harness/authentication/security-association/replay-window.js';

test('each number once, within the window behind the highest: as if every number ever seen were kept', (t) => {
  const step = fc.oneof(
    fc.integer({ min: -300, max: 3 }),
    fc.integer({ min: 1, max: 40 }),
    fc.constantFrom(REPLAY_WINDOW - 1, REPLAY_WINDOW, REPLAY_WINDOW + 1, 1000, 2 ** 31),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const window = new ReplayWindow();
      const seen = new Set<number>();
      let highest = 0;
      for (const each of steps) {
        const number = Math.max(1, highest + each);
        const expected = number > highest - REPLAY_WINDOW && !seen.has(number);
        if (window.take(number) !== expected) return false;
        seen.add(number);
        highest = Math.max(highest, number);
      }
      return true;
    }),
    { numRuns: 500 },
  );
  t.pass();
});

test('a number behind the window is refused though it never came', (t) => {
  const window = new ReplayWindow();
  t.true(window.take(1000));
  t.false(window.take(1000 - REPLAY_WINDOW));
  t.false(window.take(700));
  t.true(window.take(1001 - REPLAY_WINDOW));
});

test('the last 32-bit number is a number like others', (t) => {
  const window = new ReplayWindow();
  t.true(window.take(2 ** 32 - 1));
  t.false(window.take(2 ** 32 - 1));
  t.true(window.take(2 ** 32 - REPLAY_WINDOW));
  t.false(window.take(2 ** 32 - 1 - REPLAY_WINDOW));
});
