import { X509Certificate } from 'node:crypto';
import { duplexPair } from 'node:stream';
import tls from 'node:tls';
import test from 'ava';
import { pem } from '../../../certs/authorities/assemble.js';
import {
  certsOnlyPkcs7,
  chainProfiles,
  mintServerCertificate,
  type ServerCertificate,
  type ServerCertificateSpec,
} from '../../../certs/authorities/index.js';
import { readMembers, readWhole, Tag } from '../../../certs/encoding/der.js';
import { storedRoot, summarize } from '../../../certs/trust/index.js';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { at, chainOf, host } from '../chains.js';
import { withOpenSsl } from '../openssl.js';

for (const { profile, explain } of chainProfiles.filter(({ profile }) => !profile.startsWith('root-'))) {
  test(`${profile}: openssl verifies the chain, its purpose and its name`, async (t) => {
    const minted = await chainOf(profile);
    await withOpenSsl(t, (openssl) => {
      const [leaf, ...intermediates] = minted.chain;
      const leafFile = openssl.file('leaf.pem', pem(leaf ?? Buffer.alloc(0)));
      const anchor = openssl.file('root.pem', pem(minted.root ?? leaf ?? Buffer.alloc(0)));
      const others = openssl.file('others.pem', intermediates.map(pem).join('') || pem(leaf ?? Buffer.alloc(0)));
      const verify = (name: string, time: number, trusted: string) =>
        openssl.succeeds(
          ...['verify', '-x509_strict', '-auth_level', '0', '-attime', String(time), '-no-CApath', '-no-CAstore'],
          ...['-purpose', 'sslserver', '-verify_hostname', name, '-CAfile', trusted, '-untrusted', others, leafFile],
        );
      const now = Math.floor(at.getTime() / 1000);
      // The library of the self-signed case gives no key identifiers, which strict checking asks of an authority.
      const strict = profile !== 'self-signed';
      const check = strict ? verify : lax(openssl, leafFile);
      t.true(check(host, now, anchor));
      t.true(check('sip.contoso.test', now, anchor));
      t.false(check('other.contoso.test', now, anchor), 'another name');
      t.false(check(host, now + 20 * 366 * 86400, anchor), 'another date');
      if (strict) t.false(verify(host, now, leafFile), 'without its root');
    });
  });

  test(`${profile}: node:tls serves it, down to TLS 1.0 and security level 0`, async (t) => {
    const minted = await chainOf(profile);
    t.deepEqual(await sentBy(minted), [...minted.chain]);
  });

  test(`${profile}: explains itself in one sentence`, (t) => {
    t.regex(explain, /^[A-Z].*\.$/);
  });
}

function lax(openssl: { succeeds(...args: string[]): boolean }, leafFile: string) {
  return (name: string, time: number, trusted: string) =>
    openssl.succeeds(
      ...['verify', '-attime', String(time), '-no-CApath', '-no-CAstore', '-verify_hostname', name],
      ...['-CAfile', trusted, leafFile],
    );
}

/** The chain a TLS 1.0 client is given. */
async function sentBy({ tls: given }: ServerCertificate): Promise<Buffer[]> {
  const [near, far] = duplexPair();
  const options = { ciphers: 'DEFAULT@SECLEVEL=0', minVersion: 'TLSv1', maxVersion: 'TLSv1' } as const;
  const secureContext = tls.createSecureContext({ ...given, ...options });
  const server = new tls.TLSSocket(near, { isServer: true, secureContext });
  const client = tls.connect({ socket: far, rejectUnauthorized: false, ...options });
  await new Promise((resolve, reject) => {
    client.once('secureConnect', resolve);
    client.once('error', reject);
    server.once('error', reject);
  });
  const chain: Buffer[] = [];
  for (let one: tls.DetailedPeerCertificate | undefined = client.getPeerCertificate(true); one?.raw !== undefined; ) {
    chain.push(one.raw);
    one = one.issuerCertificate === one ? undefined : one.issuerCertificate;
  }
  client.destroy();
  server.destroy();
  return chain;
}

test('the stand-in copies what can be copied of DigiCert Global Root CA', async (t) => {
  const { root = Buffer.alloc(0), standIn } = await chainOf('digicert-global-2014');
  const real = Buffer.from(storedRoot('lpe-root-22')?.certificate ?? '', 'base64');
  t.deepEqual(standIn, { anchor: 'lpe-root-22', certificate: root });
  const { publicKey: _real, ...wanted } = parts(real);
  const { publicKey, ...made } = parts(root);
  t.deepEqual(made, wanted);
  t.not(publicKey, _real, 'only the key differs');
  t.is(summarize(root).serial.length, summarize(real).serial.length);
});

/** Subject and validity as bytes, and what else a stand-in copies. */
function parts(der: Buffer) {
  const outer = readWhole('it', der, Tag.sequence);
  const [tbs] = readMembers('it', der, outer);
  const fields = tbs === undefined ? [] : readMembers('it', der, tbs);
  const [, , signature, issuer, validity, subject] = fields.map((one) => der.toString('hex', one.start, one.end));
  const { keyBits, isAuthority } = summarize(der);
  const publicKey = new X509Certificate(der).publicKey.export({ type: 'spki', format: 'der' }).toString('hex');
  return { signature, issuer, validity, subject, keyBits, isAuthority, publicKey };
}

test('two runs never share an authority', async (t) => {
  const spec: ServerCertificateSpec = { profile: 'enterprise-root', subject: host, names: [], at };
  const [one, two] = await Promise.all([mintServerCertificate(spec), mintServerCertificate(spec)]);
  t.is(summarize(one.root ?? Buffer.alloc(0)).subject, summarize(two.root ?? Buffer.alloc(0)).subject);
  const key = ({ root = Buffer.alloc(0) }: ServerCertificate) =>
    new X509Certificate(root).publicKey.export({ type: 'spki', format: 'der' }).toString('hex');
  t.not(key(one), key(two));
});

test('subject, names, organization and serial are as asked', async (t) => {
  const minted = await mintServerCertificate({
    profile: 'enterprise-root',
    subject: 'pool.fabrikam.test',
    names: ['sip.fabrikam.test', 'pool.fabrikam.test'],
    at,
    organization: 'Fabrikam, Inc. "East"',
    serial: '0A0B0C',
  });
  const leaf = summarize(minted.chain[0] ?? Buffer.alloc(0));
  t.deepEqual(leaf.names, ['pool.fabrikam.test', 'sip.fabrikam.test']);
  t.is(leaf.subject, 'CN=pool.fabrikam.test');
  t.is(leaf.serial, '0A0B0C');
  const text = new X509Certificate(minted.root ?? Buffer.alloc(0)).subject;
  t.is(text, 'DC=test\nDC=fabrikam\nCN=Fabrikam\\, Inc. \\"East\\" Root CA');
});

for (const [what, change] of [
  ['a date that is none', { at: new Date(Number.NaN) }],
  ['a date far off', { at: new Date('1960-01-01T00:00:00Z') }],
  ['an empty subject', { subject: '' }],
  ['a subject too long', { subject: `${'a'.repeat(64)}.test` }],
  ['a name with a space', { names: ['two words'] }],
  ['a serial that is not hex', { serial: '0g' }],
  ['an organization too long', { organization: 'a'.repeat(49) }],
  ['too many names', { names: Array.from({ length: 201 }, (_, i) => `n${i}.test`) }],
] as const) {
  test(`${what} is refused`, async (t) => {
    const spec: ServerCertificateSpec = { profile: 'enterprise-root', subject: host, names: [], at, ...change };
    const error = await t.throwsAsync(mintServerCertificate(spec), { instanceOf: HarnessError });
    t.is(error?.code, 'CERTIFICATE_SPEC_INVALID');
  });
}

test('openssl lists the root of a published bundle', async (t) => {
  const { root = Buffer.alloc(0), intermediates } = await chainOf('enterprise-two-tier');
  await withOpenSsl(t, (openssl) => {
    const path = openssl.file('roots.p7b', certsOnlyPkcs7([root, ...intermediates]));
    const listed = openssl.run('pkcs7', '-inform', 'DER', '-in', path, '-print_certs', '-noout');
    t.regex(listed, /subject=DC = test, DC = contoso, CN = Contoso Root CA\n/);
    t.regex(listed, /subject=DC = test, DC = contoso, CN = Contoso Issuing CA\n/);
  });
});
