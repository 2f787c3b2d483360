import { createHmac } from 'node:crypto';
import test from 'ava';
import { expand, MAX_PRF_BYTES, tls10Prf } from '../../../harness/foundation/primitives/tls-prf.js';

const secret = Buffer.from('a secret of thirty bytes or so');
const seed = Buffer.from('a seed');

test('P_hash by its definition, for outputs that end within, at and behind a block', (t) => {
  for (const hash of ['md5', 'sha1', 'sha256', 'sha384'] as const) {
    const hmac = (data: Buffer) => createHmac(hash, secret).update(data).digest();
    let a = seed;
    let whole = Buffer.alloc(0);
    for (let i = 0; i < 5; i++) {
      a = hmac(a);
      whole = Buffer.concat([whole, hmac(Buffer.concat([a, seed]))]);
    }
    for (let length = 0; length <= whole.length; length++) {
      t.deepEqual(expand(hash, secret, seed, length), whole.subarray(0, length));
    }
  }
});

test('the TLS 1.0 function is both hashes over the halves of the secret', (t) => {
  const labelled = Buffer.concat([Buffer.from('label'), seed]);
  for (const length of [0, 1, 12, 48, 104]) {
    const md5 = expand('md5', secret.subarray(0, 15), labelled, length);
    const sha1 = expand('sha1', secret.subarray(15), labelled, length);
    t.deepEqual(
      [...tls10Prf(secret, 'label', seed, length)],
      [...md5].map((byte, index) => byte ^ (sha1[index] ?? 0)),
    );
  }
});

test('an output of a length nobody asks for is refused', (t) => {
  t.throws(() => expand('sha1', secret, seed, -1), { instanceOf: RangeError });
  t.throws(() => expand('sha1', secret, seed, MAX_PRF_BYTES + 1), { instanceOf: RangeError });
  t.is(tls10Prf(secret, 'x', seed, MAX_PRF_BYTES).length, MAX_PRF_BYTES);
});
