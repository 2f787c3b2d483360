import { PassThrough } from 'node:stream';
import { setImmediate as roundEnds } from 'node:timers/promises';
import test from 'ava';
import { writeInRound } from '../../harness/foundation/round-writes.js';
import { resetStream } from '../../harness/servers/sockets/index.js';

function listened(): { readonly stream: PassThrough; readonly pieces: string[] } {
  const pieces: string[] = [];
  const stream = new PassThrough({
    transform: (chunk: Buffer, _encoding, done) => {
      pieces.push(chunk.toString());
      done(null, chunk);
    },
  });
  return { stream, pieces };
}

test('what is written in one round leaves when it ends, each stream in its order', async (t) => {
  const [one, other] = [listened(), listened()];
  writeInRound(one.stream, Buffer.from('a'));
  writeInRound(other.stream, Buffer.from('x'));
  writeInRound(one.stream, Buffer.from('b'));
  await new Promise<void>((resolve) => process.nextTick(resolve));
  t.deepEqual([one.pieces, other.pieces], [[], []]);
  await roundEnds();
  t.deepEqual([one.pieces, other.pieces], [['a', 'b'], ['x']]);
  writeInRound(one.stream, Buffer.from('c'));
  t.deepEqual(one.pieces, ['a', 'b'], 'the next round waits for its own end');
  await roundEnds();
  t.deepEqual(one.pieces, ['a', 'b', 'c']);
  t.is(one.stream.writableCorked, 0);
});

test('a stream that ends in the round says everything first', async (t) => {
  const { stream, pieces } = listened();
  writeInRound(stream, Buffer.from('last words'));
  stream.end();
  await roundEnds();
  t.deepEqual(pieces, ['last words']);
});

test('a reset comes after what was said before it', (t) => {
  const { stream, pieces } = listened();
  stream.on('error', () => {});
  writeInRound(stream, Buffer.from('before the reset'));
  resetStream(stream);
  t.deepEqual(pieces, ['before the reset']);
});
