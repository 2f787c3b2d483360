import { X509Certificate } from 'node:crypto';
import test from 'ava';
import { pem } from '../../../certs/authorities/assemble.js';
import { chainProfiles, type MintedChain, mintChain, type StandInKeys } from '../../../certs/authorities/index.js';
import { storedRoot, summarize } from '../../../certs/trust/index.js';
import { at, host } from '../chains.js';
import { keptKeys } from '../kept-keys.js';
import { keys, minted, sentOverTls } from '../minting.js';
import { withOpenSsl } from '../openssl.js';

const numbers = Array.from({ length: 34 }, (_, index) => String(index + 1).padStart(2, '0'));

/** Issued twice with one key. */
const twins: Readonly<Record<string, string>> = { '01': '23', '23': '01', '09': '20', '20': '09' };

/** What openssl calls them. */
const signatures: Readonly<Record<string, RegExp>> = {
  md2RSA: /md2WithRSAEncryption/,
  md5RSA: /md5WithRSAEncryption/,
  sha1RSA: /sha1WithRSAEncryption/,
  sha256RSA: /sha256WithRSAEncryption/,
};

const keyOf = (der: Buffer) =>
  new X509Certificate(der).publicKey.export({ type: 'spki', format: 'der' }).toString('hex');

test('every root of the firmwares has a profile', (t) => {
  const ids = chainProfiles.map(({ profile }) => profile).filter((profile) => profile.startsWith('root-'));
  t.deepEqual(
    ids,
    numbers.map((number) => `root-${number}`),
  );
});

for (const number of numbers) {
  test(`root-${number}: what the real root says, with another key`, async (t) => {
    const real = storedRoot(`lpe-root-${number}`);
    if (real === undefined) throw new Error(`no root ${number}`);
    const chain = await minted({ profile: `root-${number}` });
    const root = chain.root?.der ?? Buffer.alloc(0);
    const made = summarize(root);
    t.is(made.subject, real.subject);
    t.is(made.notBefore.toISOString(), new Date(real.notBefore).toISOString());
    t.is(made.notAfter.toISOString(), new Date(real.notAfter).toISOString());
    t.is(made.keyBits, real.keyBits);
    t.is(made.signatureAlgorithm, real.signatureAlgorithm);
    t.is(BigInt(`0x${made.serial}`), BigInt(`0x${real.serial}`));
    t.true(made.selfSigned);
    t.not(made.thumbprint, real.thumbprint);
    if (real.certificate !== undefined) t.not(keyOf(root), keyOf(Buffer.from(real.certificate, 'base64')));
    const anchors = [`lpe-root-${number}`, ...(number in twins ? [`lpe-root-${twins[number]}`] : [])];
    t.deepEqual(
      chain.standIns.map(({ anchor }) => anchor),
      anchors,
    );
    t.deepEqual(chain.standIn, { anchor: `lpe-root-${number}`, certificate: root });
  });

  test(`root-${number}: openssl verifies the chain where the root has not ended; Node's TLS serves it`, async (t) => {
    const chain = await minted({ profile: `root-${number}` });
    const { leaf } = await sentOverTls(chain);
    t.deepEqual(leaf, chain.leaf.der);
    await withOpenSsl(t, (openssl) => {
      const real = storedRoot(`lpe-root-${number}`);
      const root = openssl.file('root.pem', pem(chain.root?.der ?? Buffer.alloc(0)));
      t.regex(openssl.run('x509', '-noout', '-text', '-in', root), signatures[real?.signatureAlgorithm ?? ''] ?? /^$/);
      const verified = verify(openssl, chain, root);
      t.is(verified, new Date(real?.notAfter ?? '') > at, 'by its date alone');
      if (number === '02') t.true(verify(openssl, chain, root, '-no_check_time'), 'its other faults are none');
    });
  });
}

function verify(
  openssl: { file(name: string, content: string): string; succeeds(...args: string[]): boolean },
  chain: MintedChain,
  root: string,
  time = `-attime=${Math.floor(at.getTime() / 1000)}`,
): boolean {
  const leaf = openssl.file('leaf.pem', pem(chain.leaf.der));
  const sent = openssl.file('sent.pem', chain.sent.map(pem).join(''));
  const args = ['-auth_level', '0', '-no-CApath', '-no-CAstore', '-purpose', 'sslserver', '-verify_hostname', host];
  return openssl.succeeds('verify', ...args, ...time.split('='), '-CAfile', root, '-untrusted', sent, leaf);
}

test('the two certificates of one root share their stand-in key, within a chain and between chains of one run', async (t) => {
  const standInKeys: StandInKeys = new Map();
  const spec = { subject: host, names: [], at };
  const old = await mintChain({ ...spec, profile: 'root-09' }, { keys, standInKeys });
  const renewed = await mintChain({ ...spec, profile: 'root-20' }, { keys, standInKeys });
  const apart = await mintChain({ ...spec, profile: 'root-20' }, { keys: keptKeys('others') });
  const [first, twin] = old.standIns.map(({ certificate }) => certificate);
  t.is(keyOf(first ?? Buffer.alloc(0)), keyOf(twin ?? Buffer.alloc(0)));
  t.is(keyOf(old.root?.der ?? Buffer.alloc(0)), keyOf(renewed.root?.der ?? Buffer.alloc(0)));
  t.not(keyOf(old.root?.der ?? Buffer.alloc(0)), keyOf(apart.root?.der ?? Buffer.alloc(0)));
  t.deepEqual(summarize(twin ?? Buffer.alloc(0)).notAfter, new Date('2029-07-24T14:15:12Z'));
});

test('extensions are the real ones, key identifiers apart', async (t) => {
  const real = new X509Certificate(Buffer.from(storedRoot('lpe-root-15')?.certificate ?? '', 'base64'));
  const chain = await minted({ profile: 'root-15' });
  await withOpenSsl(t, (openssl) => {
    const extensions = (name: string, der: Buffer) =>
      openssl
        .run('x509', '-noout', '-text', '-in', openssl.file(name, pem(der)))
        .replace(/^[\s\S]*X509v3 extensions:/, '')
        .replace(/Signature Algorithm[\s\S]*$/, '');
    const [before, after] = [extensions('real', real.raw), extensions('made', chain.root?.der ?? Buffer.alloc(0))];
    const identifier = /(?:[0-9A-F]{2}:){19}[0-9A-F]{2}/g;
    t.is(after.replace(identifier, 'ID'), before.replace(identifier, 'ID'));
    t.not(after.match(identifier)?.[0], before.match(identifier)?.[0]);
    t.is(after.match(identifier)?.[0], after.match(identifier)?.[1], 'its own key is its issuer’s');
  });
});
