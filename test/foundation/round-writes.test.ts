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

test.serial('what is written leaves when a round brings nobody new, each stream in its order', async (t) => {
  const [one, other] = [listened(), listened()];
  writeInRound(one.stream, Buffer.from('a'));
  writeInRound(one.stream, Buffer.from('b'));
  await roundEnds();
  t.deepEqual(one.pieces, [], 'others may still be heard');
  writeInRound(other.stream, Buffer.from('x'));
  writeInRound(one.stream, Buffer.from('c'));
  await roundEnds();
  t.deepEqual([one.pieces, other.pieces], [[], []]);
  writeInRound(one.stream, Buffer.from('d'));
  await roundEnds();
  t.deepEqual([one.pieces, other.pieces], [['a', 'b', 'c', 'd'], ['x']]);
  t.is(one.stream.writableCorked, 0);
  writeInRound(one.stream, Buffer.from('e'));
  await roundEnds();
  t.is(one.pieces.length, 4);
  await roundEnds();
  t.deepEqual(one.pieces.slice(4), ['e'], 'the next time is as the first');
});

test.serial('in a flood nobody waits longer than a few rounds', async (t) => {
  const { stream, pieces } = listened();
  writeInRound(stream, Buffer.from('answer'));
  let rounds = 0;
  for (; pieces.length === 0 && rounds < 100; rounds++) {
    writeInRound(listened().stream, Buffer.from('another'));
    await roundEnds();
  }
  t.true(rounds > 1 && rounds <= 8, String(rounds));
});

test.serial('a stream that ends in the round says everything first', async (t) => {
  const { stream, pieces } = listened();
  writeInRound(stream, Buffer.from('last words'));
  stream.end();
  await roundEnds();
  t.deepEqual(pieces, ['last words']);
});

test.serial('a reset comes after what was said before it', (t) => {
  const { stream, pieces } = listened();
  stream.on('error', () => {});
  writeInRound(stream, Buffer.from('before the reset'));
  resetStream(stream);
  t.deepEqual(pieces, ['before the reset']);
});
