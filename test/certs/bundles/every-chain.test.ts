import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { exportChain, readCertificates } from '../../../certs/bundles/index.js';
import { everyChain } from '../every-chain.js';
import { withOpenSsl } from '../openssl.js';

test('openssl reads the exports of every chain there is', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'mock-lync-exports-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const chains = await everyChain();
  await withOpenSsl(t, async (openssl) => {
    for (const { chain, name } of chains) {
      const directory = join(folder, name);
      const files = await exportChain(chain, { directory, formats: ['der', 'p7b', 'pfx', 'pem'] });
      const inside = (file: string) => join(directory, file);
      t.true(openssl.succeeds('x509', '-inform', 'DER', '-in', inside('server.der'), '-noout'), name);
      t.true(openssl.succeeds('pkcs7', '-inform', 'DER', '-in', inside('chain.p7b'), '-print_certs', '-noout'), name);
      t.true(openssl.succeeds('pkcs12', '-in', inside('server.pfx'), '-passin', 'pass:', '-nodes'), name);
      t.true(openssl.succeeds('crl2pkcs7', '-nocrl', '-certfile', inside('sent.pem')), name);
      for (const file of files.filter((path) => /\.(?:der|p7b|pem)$/.test(path))) {
        t.true(readCertificates(readFileSync(file), file).certificates.length > 0, file);
      }
    }
  });
});
