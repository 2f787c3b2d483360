import { createHash } from 'node:crypto';
import test from 'ava';
import { tls10Prf } from '../../../harness/foundation/primitives/tls-prf.js';
import { exporter, keyBlock, keyLogLine, masterSecret, verifyData } from '../../../harness/tls/engine/key-block.js';
import { Transcript } from '../../../harness/tls/engine/transcript.js';
import { suites } from './support.js';

const [clientRandom, serverRandom] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const master = Buffer.alloc(48, 3);

test('the key block is dealt out in the order of RFC 2246 6.3, without rest or overlap', (t) => {
  for (const suite of suites) {
    const { client, server } = keyBlock(suite, master, clientRandom, serverRandom);
    for (const { mac, key, iv } of [client, server]) {
      t.deepEqual([mac.length, key.length, iv.length], [suite.macLength, suite.keyLength, suite.blockLength]);
    }
    const dealt = Buffer.concat([client.mac, server.mac, client.key, server.key, client.iv, server.iv]);
    const seed = Buffer.concat([serverRandom, clientRandom]);
    t.deepEqual(dealt, tls10Prf(master, 'key expansion', seed, dealt.length));
  }
});

test('each derivation by its label and order of randoms', (t) => {
  const both = Buffer.concat([clientRandom, serverRandom]);
  const premaster = Buffer.alloc(48, 4);
  t.deepEqual(masterSecret(premaster, clientRandom, serverRandom), tls10Prf(premaster, 'master secret', both, 48));
  t.deepEqual(exporter(master, clientRandom, serverRandom, 'any', 9), tls10Prf(master, 'any', both, 9));
  const digest = Buffer.alloc(36, 5);
  t.deepEqual(verifyData(master, 'client', digest), tls10Prf(master, 'client finished', digest, 12));
  t.deepEqual(verifyData(master, 'server', digest), tls10Prf(master, 'server finished', digest, 12));
  t.is(keyLogLine(clientRandom, master), `CLIENT_RANDOM ${'01'.repeat(32)} ${'03'.repeat(48)}`);
});

test('a transcript is MD5 and SHA-1 of all so far, as often as asked', (t) => {
  const expected = (text: string) =>
    Buffer.concat([createHash('md5').update(text).digest(), createHash('sha1').update(text).digest()]);
  const transcript = new Transcript();
  t.deepEqual(transcript.digest(), expected(''));
  transcript.add(Buffer.from('one'));
  t.deepEqual(transcript.digest(), expected('one'));
  t.deepEqual(transcript.digest(), expected('one'));
  transcript.add(Buffer.from('two'));
  t.deepEqual(transcript.digest(), expected('onetwo'));
});
