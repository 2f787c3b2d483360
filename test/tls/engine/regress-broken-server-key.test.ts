import { createPublicKey } from 'node:crypto';
import test from 'ava';
import { EngineAlert } from '../../../harness/tls/engine/index.js';
import { newPremaster, sealPremaster } from '../../../harness/tls/engine/rsa/premaster.js';

/** An RSA key with an even modulus: it parses, and no number has an inverse that encryption needs. */
function evenModulus() {
  const n = Buffer.alloc(128, 0xa4).toString('base64url');
  return createPublicKey({ key: { kty: 'RSA', n, e: 'AQAB' }, format: 'jwk' });
}

test('a server key that cannot encrypt is a bad certificate, not a crash', (t) => {
  const error = t.throws(() => sealPremaster(evenModulus(), newPremaster(0x0301)), { instanceOf: EngineAlert });
  t.is(error?.alert, 'bad_certificate');
});
