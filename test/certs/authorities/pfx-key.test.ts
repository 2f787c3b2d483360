import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import test from 'ava';
import { serverCertificateFromPfx } from '../../../certs/authorities/index.js';
import { privateKeyFromPfx } from '../../../certs/authorities/pfx-key.js';
import { chainOf } from '../chains.js';
import { withOpenSsl } from '../openssl.js';

const ways = [
  ['OpenSSL 3 by default (AES-256)', []],
  ['Windows (3DES)', ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']],
  ['a key in the clear', ['-keypbe', 'NONE', '-certpbe', 'NONE']],
] as const;

for (const [way, options] of ways) {
  test(`the key of a PFX as written by ${way} is the server's`, async (t) => {
    const minted = await chainOf('enterprise-two-tier');
    if (!('key' in minted.tls)) return t.fail();
    const { cert, key } = minted.tls;
    await withOpenSsl(t, async (openssl) => {
      const chain = openssl.file('chain.pem', cert);
      const keyFile = openssl.file('key.pem', key);
      const out = openssl.file('server.pfx', '');
      const args = ['-export', '-in', chain, '-inkey', keyFile, '-out', out, '-passout', 'pass:tea', ...options];
      openssl.run('pkcs12', ...args);
      const pfx = readFileSync(out);
      const given = await serverCertificateFromPfx(pfx, 'tea');
      const der = (pem: string) => createPrivateKey(pem).export({ format: 'der', type: 'pkcs8' });
      t.deepEqual(given.privateKey?.export({ format: 'der', type: 'pkcs8' }), der(key));

      const [leaf = Buffer.alloc(0), issuer = Buffer.alloc(0)] = given.chain;
      t.is(privateKeyFromPfx(pfx, issuer, 'tea'), undefined, 'a key of another certificate is not taken');
      if (way !== 'a key in the clear') t.is(privateKeyFromPfx(pfx, leaf, 'coffee'), undefined);
      for (let at = 0; at < pfx.length; at += 61) {
        t.notThrows(() => privateKeyFromPfx(pfx.subarray(0, at), leaf, 'tea'));
        const bent = Buffer.from(pfx);
        bent[at] = (bent[at] ?? 0) ^ 0x55;
        t.notThrows(() => privateKeyFromPfx(bent, leaf, 'tea'));
      }
    });
  });
}

test('what is no PFX has no key, and throws nothing', async (t) => {
  const { chain } = await chainOf('enterprise-two-tier');
  const leaf = chain[0] ?? Buffer.alloc(0);
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' });
  for (const bytes of [Buffer.alloc(0), Buffer.from('not a pfx'), Buffer.from('3000', 'hex'), pkcs8]) {
    t.is(privateKeyFromPfx(bytes, leaf), undefined);
  }
});
