import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { serverCertificateFromPfx } from '../../../certs/authorities/index.js';
import { exportChain, exportFormats, readCertificates } from '../../../certs/bundles/index.js';
import { pkcs12Derive, pkcs12Password } from '../../../certs/bundles/pkcs12-keys.js';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { minted } from '../minting.js';
import { withOpenSsl } from '../openssl.js';

function directory(t: ExecutionContext): string {
  const made = mkdtempSync(join(tmpdir(), 'mock-lync-export-'));
  t.teardown(() => rmSync(made, { recursive: true }));
  return made;
}

test('openssl reads every export, and so do we', async (t) => {
  const chain = await minted({ profile: 'enterprise-two-tier' });
  const ders = [chain.leaf, ...chain.intermediates, chain.root].flatMap((one) => (one === undefined ? [] : [one.der]));
  const folder = directory(t);
  const paths = await exportChain(chain, { directory: folder, formats: exportFormats, passphrase: 'tea' });
  t.deepEqual(paths.map((path) => basename(path)).toSorted(), readdirSync(folder).toSorted());
  await withOpenSsl(t, (openssl) => {
    for (const ending of ['cer', 'der', 'pem']) {
      for (const [index, name] of ['server', 'intermediate-1', 'root'].entries()) {
        const path = join(folder, `${name}.${ending}`);
        const form = ending === 'der' ? 'DER' : 'PEM';
        t.true(openssl.succeeds('x509', '-in', path, '-inform', form, '-noout'), path);
        t.deepEqual(readCertificates(readFileSync(path), path).certificates, [ders[index]]);
      }
    }
    const listed = openssl.run('pkcs7', '-inform', 'DER', '-in', join(folder, 'chain.p7b'), '-print_certs', '-noout');
    t.is(listed.match(/^subject=/gm)?.length, 3);
    const [root, pem] = [join(folder, 'root.pem'), join(folder, 'sent.pem')];
    const at = `${Date.parse('2014-11-15T09:00:00Z') / 1000}`;
    t.true(openssl.succeeds('verify', '-attime', at, '-CAfile', root, '-untrusted', pem, join(folder, 'server.pem')));
    t.is(
      openssl.run('pkey', '-in', join(folder, 'server.key'), '-pubout'),
      openssl.run('x509', '-in', join(folder, 'server.pem'), '-noout', '-pubkey'),
    );
  });
});

for (const pfxEncryption of ['aes256', '3des'] as const) {
  for (const passphrase of ['', 'pässe €']) {
    test(`openssl and Node import a PFX with ${pfxEncryption} and ${passphrase === '' ? 'no' : 'a'} passphrase`, async (t) => {
      const chain = await minted({ profile: 'enterprise-two-tier' });
      const folder = directory(t);
      const [path = ''] = await exportChain(chain, { directory: folder, formats: ['pfx'], passphrase, pfxEncryption });
      const given = await serverCertificateFromPfx(readFileSync(path), passphrase);
      t.deepEqual(given.chain, [chain.leaf.der, ...chain.intermediates.map(({ der }) => der)]);
      t.deepEqual(given.root, chain.root?.der);
      const wrong = await t.throwsAsync(serverCertificateFromPfx(readFileSync(path), 'coffee'), {
        instanceOf: HarnessError,
      });
      t.is(wrong?.code, 'PFX_UNREADABLE');
      await withOpenSsl(t, (openssl) => {
        const report = openssl.report('pkcs12', '-in', path, '-passin', `pass:${passphrase}`, '-nodes', '-info');
        t.regex(report, pfxEncryption === 'aes256' ? /MAC: sha256.*AES-256-CBC/s : /MAC: sha1.*TripleDES/s);
        t.is(report.match(/-----BEGIN CERTIFICATE-----/g)?.length, 3);
        t.regex(report, /friendlyName: lyncfe\.contoso\.test/);
        const key = openssl.file('key.pem', report.slice(report.indexOf('-----BEGIN PRIVATE KEY-----')));
        const plain = chain.leaf.privateKey.export({ type: 'pkcs8', format: 'pem' });
        t.is(openssl.run('pkey', '-in', key), plain.toString());
        t.false(openssl.succeeds('pkcs12', '-in', path, '-passin', 'pass:coffee', '-nokeys'));
      });
    });
  }
}

test('the PKCS#12 key derivation gives the published values', (t) => {
  const password = pkcs12Password('smeg');
  const salt = Buffer.from('0a58cf64530d823f', 'hex');
  const derive = (purpose: number, length: number) =>
    pkcs12Derive({ hash: 'sha1', password, salt, iterations: 1, purpose, length }).toString('hex');
  t.is(derive(1, 24), '8aaae6297b6cb04642ab5b077851284eb7128f1a2a7fbca3');
  t.is(derive(2, 8), '79993dfe048d3b76');
});

test('files with a private key are for their owner only, also over a file others could read', async (t) => {
  const chain = await minted({ profile: 'enterprise-two-tier' });
  const folder = directory(t);
  writeFileSync(join(folder, 'server.key'), 'old', { mode: 0o644 });
  const paths = await exportChain(chain, { directory: folder, formats: exportFormats, authorityKeys: true });
  const secret = paths.filter((path) => /PRIVATE/.test(readFileSync(path, 'latin1')) || path.endsWith('.pfx'));
  t.deepEqual(secret.map((path) => basename(path)).toSorted(), [
    'intermediate-1.key',
    'root.key',
    'server.key',
    'server.pfx',
  ]);
  for (const path of paths) t.is(statSync(path).mode & 0o777, secret.includes(path) ? 0o600 : 0o644, path);
});

test('keys of authorities stay here unless asked for, and a bundle is one file', async (t) => {
  const chain = await minted({ profile: 'enterprise-two-tier' });
  const folder = directory(t);
  await exportChain(chain, { directory: folder, formats: ['cer', 'pem'], bundle: true });
  t.deepEqual(readdirSync(folder).toSorted(), ['chain.cer', 'chain.pem', 'sent.pem', 'server.key']);
  const text = readFileSync(join(folder, 'chain.cer'), 'latin1');
  t.regex(text, /^-----BEGIN CERTIFICATE-----\r\n/);
  t.is(readCertificates(Buffer.from(text), 'chain.cer').certificates.length, 3);
});

test('what the server sends is exported as sent, extra certificates too', async (t) => {
  const chain = await minted({ profile: 'enterprise-two-tier', defects: ['surplus-certificates'] });
  const folder = directory(t);
  await exportChain(chain, { directory: folder, formats: ['pem'] });
  t.deepEqual(readCertificates(readFileSync(join(folder, 'sent.pem')), 'sent.pem').certificates, [...chain.sent]);
  t.true(chain.extra.length > 0);
  t.deepEqual(readCertificates(readFileSync(join(folder, 'extra-1.pem')), 'extra').certificates, [chain.extra[0]]);
});

test('a place that cannot be written, and a PFX without a key, are errors', async (t) => {
  const { leaf, ...rest } = await minted({ profile: 'enterprise-root' });
  const folder = directory(t);
  writeFileSync(join(folder, 'file'), '');
  const unwritable = exportChain({ leaf, ...rest }, { directory: join(folder, 'file', 'below'), formats: ['cer'] });
  t.is((await t.throwsAsync(unwritable, { instanceOf: HarnessError }))?.code, 'FILE_UNWRITABLE');
  const keyless = exportChain({ ...rest, leaf: { der: leaf.der } }, { directory: folder, formats: ['pfx'] });
  t.is((await t.throwsAsync(keyless, { instanceOf: HarnessError }))?.code, 'CERTIFICATE_SPEC_INVALID');
});
