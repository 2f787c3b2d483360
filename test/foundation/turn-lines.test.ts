import { execFileSync } from 'node:child_process';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { TurnLines } from '../../harness/foundation/turn-lines.js';

const source = fileURLToPath(new URL('../../harness/foundation/turn-lines.js', import.meta.url));

test.serial(
  'what is added in one turn is written as one piece at its end, and the next turn’s by itself',
  async (t) => {
    const written: string[] = [];
    const lines = new TurnLines((text) => written.push(text));
    lines.add('one\n');
    lines.add('two\n');
    t.deepEqual(written, []);
    await nextTurn();
    t.deepEqual(written, ['one\ntwo\n']);
    lines.add('three\n');
    await nextTurn();
    t.deepEqual(written, ['one\ntwo\n', 'three\n']);
    lines.flush();
    t.is(written.length, 2, 'nothing is left to write');
  },
);

test.serial('the first turn of a round is written at its end, what follows in the round when it ends', async (t) => {
  await nextTurn();
  const written: string[] = [];
  const lines = new TurnLines((text) => written.push(text));
  const seen: string[][] = [];
  // Ticks and microtasks are all of the round; a timer's or a datagram's turn would be too.
  await new Promise<void>((resolve) => {
    lines.add('first\n');
    process.nextTick(() => {
      seen.push([...written]);
      lines.add('second\n');
      process.nextTick(() => {
        seen.push([...written]);
        lines.add('third\n');
        resolve();
      });
    });
  });
  await nextTurn();
  t.deepEqual(seen, [['first\n'], ['first\n']]);
  t.deepEqual(written, ['first\n', 'second\nthird\n']);
  lines.add('of the next round\n');
  await new Promise<void>((resolve) => process.nextTick(resolve));
  t.is(written.length, 3);
});

test('a long turn does not gather without bound', (t) => {
  const written: string[] = [];
  const lines = new TurnLines((text) => written.push(text));
  for (let line = 0; line < 3; line++) lines.add('x'.repeat(30_000));
  t.deepEqual(
    written.map((text) => text.length),
    [90_000],
  );
});

test('a process that ends in the middle of a turn writes first, whoever gathered, and once', (t) => {
  const program = `
    const { TurnLines } = await import(${JSON.stringify(source)});
    const { writeSync } = await import('node:fs');
    const [one, other] = [1, 2].map((name) => new TurnLines((text) => writeSync(1, name + text)));
    one.add('before');
    await new Promise(setImmediate);
    other.add('a');
    one.add('b');
    one.add('c');
    process.exit(0);
  `;
  const shown = execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  t.is(shown, '1before2a1bc');
  // However many gather, however often, the process has one listener of its end.
  const before = process.listenerCount('exit');
  for (let each = 0; each < 20; each++) new TurnLines(() => {}).add('x');
  t.true(process.listenerCount('exit') - before <= 1);
});
