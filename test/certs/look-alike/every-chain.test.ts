import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { chainProfiles, defects, type MintedChain, mintChain, reusedKeys } from '../../../certs/authorities/index.js';
import { type KeyShape, mintLookAlike } from '../../../certs/authorities/look-alike/index.js';
import { generateLike } from '../../../certs/authorities/look-alike/keys.js';
import { exportChain, readCertificates } from '../../../certs/bundles/index.js';
import { at, host } from '../chains.js';
import { withOpenSsl } from '../openssl.js';

const keys = reusedKeys();
const ring = reusedKeys();
const made = new Map<string, ReturnType<typeof generateLike>>();

function generate(shape: KeyShape) {
  if (shape.type === 'rsa' && shape.bits === 2048) return ring.authority('rsa-2048');
  const name = JSON.stringify(shape);
  const key = made.get(name) ?? generateLike(shape);
  made.set(name, key);
  return key;
}

/** Every profile, and every defect of a two-tier chain. */
async function everyChain(): Promise<{ name: string; chain: MintedChain }[]> {
  const spec = { subject: host, names: ['sip.contoso.test'], at };
  const plain = chainProfiles.map(({ profile }) => ({ name: profile, spec: { ...spec, profile } }));
  const broken = defects.map(({ id }) => ({
    name: id,
    spec: { ...spec, profile: 'enterprise-two-tier' as const, defects: [id] },
  }));
  return await Promise.all(
    [...plain, ...broken].map(async (one) => ({ name: one.name, chain: await mintChain(one.spec, { keys }) })),
  );
}

const all = everyChain();

test('every chain there is has a look-alike that differs by its keys only', async (t) => {
  const chains = await all;
  t.true(chains.length > 60);
  for (const { chain, name } of chains) {
    const given = [...chain.sent, ...(chain.root === undefined ? [] : [chain.root.der])];
    const { chain: twin, differences } = await mintLookAlike(given, { generate });
    t.deepEqual(
      differences.filter(({ becauseOfKey }) => !becauseOfKey),
      [],
      name,
    );
    t.false(twin.leaf.der.equals(chain.leaf.der), name);
  }
});

test('openssl reads the exports of every chain there is', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'mock-lync-exports-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const chains = await all;
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
