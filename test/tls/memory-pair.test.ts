import { once } from 'node:events';
import test from 'ava';
import { memoryPair } from '../../harness/tls/index.js';

test('bytes arrive in order, in both directions, as copies', async (t) => {
  const [left, right] = memoryPair();
  const sent = Buffer.from('one');
  left.write(sent);
  sent.fill(0);
  t.is(String((await once(right, 'data'))[0]), 'one', 'what the sender does with its buffer afterwards does not show');
  right.write('two');
  right.write('three');
  const got: string[] = [];
  left.on('data', (bytes: Buffer) => got.push(String(bytes)));
  right.end();
  await once(left, 'end');
  t.is(got.join(''), 'twothree');
});

test('an end reaches the other side after the last bytes, and closes both', async (t) => {
  const [left, right] = memoryPair();
  let got = '';
  right.on('data', (bytes: Buffer) => {
    got += String(bytes);
  });
  left.resume().end('last');
  await Promise.all([once(right, 'close'), once(left, 'close')]);
  t.is(got, 'last');
});

test('destroy is a FIN, destroy with an error a RST', async (t) => {
  const [a, b] = memoryPair();
  a.destroy();
  await once(b.resume(), 'end');
  const [c, d] = memoryPair();
  c.on('error', () => {});
  c.destroy(new Error('pulled'));
  const [error] = (await once(d, 'error')) as [NodeJS.ErrnoException];
  t.is(error.code, 'ECONNRESET');
});

test('a reader that does not read holds the writer back', async (t) => {
  const [left, right] = memoryPair();
  let writes = 0;
  for (let i = 0; i < 10; i++) left.write(Buffer.alloc(64 * 1024), () => writes++);
  for (let i = 0; i < 50; i++) await new Promise(setImmediate);
  t.true(writes < 10, 'held back');
  right.resume();
  while (writes < 10) await new Promise(setImmediate);
  t.is(writes, 10);
  left.destroy();
});
