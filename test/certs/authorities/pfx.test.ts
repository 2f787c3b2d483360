import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import test from 'ava';
import { pem } from '../../../certs/authorities/assemble.js';
import { serverCertificateFromPfx } from '../../../certs/authorities/index.js';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { chainOf } from '../chains.js';
import { withOpenSsl } from '../openssl.js';

for (const [what, withRoot] of [
  ['with its root', true],
  ['without its root', false],
] as const) {
  test(`a PFX ${what} gives the chain it sends`, async (t) => {
    const minted = await chainOf('enterprise-two-tier');
    if (!('key' in minted.tls)) return t.fail();
    const { cert, key } = minted.tls;
    await withOpenSsl(t, async (openssl) => {
      const chain = openssl.file('chain.pem', cert + (withRoot ? pem(minted.root ?? Buffer.alloc(0)) : ''));
      const keyFile = openssl.file('key.pem', key);
      const out = openssl.file('server.pfx', '');
      openssl.run('pkcs12', '-export', '-in', chain, '-inkey', keyFile, '-out', out, '-passout', 'pass:tea');
      const pfx = readFileSync(out);
      const given = await serverCertificateFromPfx(pfx, 'tea');
      t.is(given.profile, 'given');
      t.deepEqual(given.chain, minted.chain);
      t.deepEqual(given.intermediates, minted.intermediates);
      t.deepEqual(given.root, withRoot ? minted.root : undefined);
      t.notThrows(() => tls.createSecureContext(given.tls));
      const wrong = await t.throwsAsync(serverCertificateFromPfx(pfx, 'coffee'), { instanceOf: HarnessError });
      t.is(wrong?.code, 'PFX_UNREADABLE');
      t.false(wrong?.message.includes('coffee'));
    });
  });
}

test('a file that is no PFX is refused', async (t) => {
  for (const bytes of [Buffer.alloc(0), Buffer.from('not a pfx'), Buffer.alloc(2_000_000)]) {
    const error = await t.throwsAsync(serverCertificateFromPfx(bytes), { instanceOf: HarnessError });
    t.is(error?.code, 'PFX_UNREADABLE');
  }
});
