import { execFile } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import test from 'ava';
import { ScenarioClock, timedOut } from '../../harness/foundation/clock/index.js';

const start = new Date('2014-11-15T09:00:00Z');
const DAY = 24 * 3600 * 1000;
const never = new Promise<string>(() => {});

function skipping() {
  return new ScenarioClock({ start, waits: 'skip' });
}

test('a pause of a day is skipped when the only participant pauses', async (t) => {
  const clock = skipping();
  const phone = clock.join('phone');
  const before = performance.now();
  await phone.sleep(DAY);
  t.true(clock.elapsed() >= DAY);
  t.true(clock.now().getTime() >= start.getTime() + DAY);
  t.true(performance.now() - before < 10_000);
  phone.leave();
  clock.stop();
});

test('nothing is skipped while another participant works', async (t) => {
  const clock = skipping();
  const phone = clock.join('phone');
  const server = clock.join('server');
  let woke = false;
  const pause = phone.sleep(DAY).then(() => {
    woke = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  t.false(woke, 'the server is at work');
  server.leave();
  await pause;
  t.true(woke);
  phone.leave();
  clock.stop();
});

test('the earliest of two waits ends first', async (t) => {
  const clock = skipping();
  const one = clock.join('one');
  const two = clock.join('two');
  const order: string[] = [];
  await Promise.all([
    two.sleep(2 * DAY).then(() => order.push('two')),
    one.sleep(DAY).then(() => {
      order.push('one');
      one.leave();
    }),
  ]);
  t.deepEqual(order, ['one', 'two']);
  two.leave();
  clock.stop();
});

test('an answer that is on its way is not timed out by a skip', async (t) => {
  const clock = skipping();
  const phone = clock.join('phone');
  const answer = new Promise<string>((resolve) => setTimeout(() => resolve('answer'), 50));
  t.is(await phone.within(DAY, answer), 'answer');
  t.true(clock.elapsed() < DAY);
  phone.leave();
  clock.stop();
});

test('a wait for an answer that never comes ends as timed out', async (t) => {
  const clock = skipping();
  const phone = clock.join('phone');
  t.is(await phone.within(DAY, never), timedOut);
  t.true(clock.elapsed() >= DAY);
  phone.leave();
  clock.stop();
});

test('a real clock takes its time', async (t) => {
  const clock = new ScenarioClock({ start, waits: 'real' });
  const phone = clock.join('phone');
  const before = performance.now();
  await phone.sleep(60);
  t.true(performance.now() - before >= 55);
  t.is(await phone.within(20, never), timedOut);
  clock.stop();
});

test('advancing ends the waits that fall due, and only those', async (t) => {
  const clock = new ScenarioClock({ start, waits: 'real' });
  const ended: number[] = [];
  const short = clock.sleep(DAY).then(() => ended.push(1));
  void clock.sleep(3 * DAY).then(() => ended.push(3));
  clock.advance(2 * DAY);
  await short;
  t.deepEqual(ended, [1]);
  clock.stop();
});

test('a pause ends with the reason of its signal', async (t) => {
  const clock = new ScenarioClock({ start, waits: 'real' });
  const stop = new AbortController();
  const pause = clock.sleep(DAY, stop.signal);
  stop.abort(new Error('enough'));
  await t.throwsAsync(pause, { message: 'enough' });
  await t.throwsAsync(clock.sleep(DAY, AbortSignal.abort(new Error('already'))), { message: 'already' });
  clock.stop();
});

test('an alarm rings once, at its time; called off, it never does', (t) => {
  const clock = new ScenarioClock({ start: new Date(0), waits: 'real' });
  const rung: string[] = [];
  clock.alarm(DAY, () => rung.push('first'));
  const callOff = clock.alarm(2 * DAY, () => rung.push('second'));
  clock.advance(DAY / 2);
  t.deepEqual(rung, []);
  clock.advance(DAY / 2);
  t.deepEqual(rung, ['first']);
  callOff();
  clock.advance(5 * DAY);
  t.deepEqual(rung, ['first']);
  clock.stop();
});

test('waits that fall due together end in the order of their time; one that an earlier one calls off does not', (t) => {
  const clock = new ScenarioClock({ start, waits: 'real' });
  const rung: string[] = [];
  clock.alarm(300, () => rung.push('late'));
  clock.alarm(100, () => {
    rung.push('early');
    callOff();
  });
  const callOff = clock.alarm(200, () => rung.push('called off'));
  clock.advance(1000);
  t.deepEqual(rung, ['early', 'late']);
  clock.stop();
});

test('a wait begun after another was called off ends at its own time, be it earlier or later', async (t) => {
  const clock = new ScenarioClock({ start, waits: 'real' });
  clock.alarm(60_000, () => t.fail('called off'))();
  await clock.sleep(20);
  clock.alarm(10, () => t.fail('called off'))();
  const before = clock.elapsed();
  await clock.sleep(60);
  t.true(clock.elapsed() - before >= 60);
  clock.stop();
});

test('time that was moved forward brings the waits behind it nearer', async (t) => {
  const clock = new ScenarioClock({ start, waits: 'real' });
  const pause = clock.sleep(DAY);
  clock.advance(DAY - 30);
  const before = performance.now();
  await pause;
  t.true(performance.now() - before < 10_000);
  clock.stop();
});

test('a wait that was called off keeps no process alive; one that was not does', async (t) => {
  const clock = new URL('../../harness/foundation/clock/index.js', import.meta.url);
  const script = (rest: string) => `
    import { ScenarioClock } from '${clock}';
    const clock = new ScenarioClock({ start: new Date(), waits: 'real' });
    clock.alarm(600_000, () => {})();
    ${rest}`;
  const run = (rest: string) =>
    promisify(execFile)(process.execPath, ['--input-type=module', '-e', script(rest)], { timeout: 60_000 });
  t.is((await run('')).stdout, '');
  t.is((await run("clock.alarm(50, () => console.log('rung'))")).stdout, 'rung\n');
});
