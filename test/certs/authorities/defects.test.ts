import { X509Certificate } from 'node:crypto';
import tls from 'node:tls';
import test from 'ava';
import fc from 'fast-check';
import { pem } from '../../../certs/authorities/assemble.js';
import { chainProfiles, defects, describeChain, serverCertificateOf } from '../../../certs/authorities/index.js';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { at, host } from '../chains.js';
import { minted, sentOverTls } from '../minting.js';
import { withOpenSsl } from '../openssl.js';

const now = String(Math.floor(at.getTime() / 1000));

/** What openssl says of `enterprise-two-tier` with the defect, for a TLS server of that name; undefined: all is well. */
const verdicts: Readonly<Record<string, RegExp | undefined>> = {
  expired: /error 10 at 0 depth/,
  'not-yet-valid': /error 9 at 0 depth/,
  'expired-intermediate': /error 10 at 1 depth/,
  'expired-root': /error 10 at 2 depth/,
  'wrong-name': /error 62 at 0 depth/,
  'missing-intermediate': /error 20 at 0 depth/,
  'ca-false-intermediate': /error (24|79) at 1 depth/,
  'pathlen-violated': /error 25 at 2 depth/,
  'client-only-eku': /error 26 at 0 depth/,
  'name-constraints': /error 47 at 0 depth/,
  'leaf-md2': /error 7 at 0 depth/,
};

for (const { id, explain } of defects) {
  test(`${id}: openssl agrees on what is wrong`, async (t) => {
    t.regex(explain, /^[A-Z].*\.$/);
    const chain = await minted({ profile: 'enterprise-two-tier', defects: [id] });
    await withOpenSsl(t, (openssl) => {
      const leaf = openssl.file('leaf.pem', pem(chain.leaf.der));
      const root = openssl.file('root.pem', pem(chain.root?.der ?? Buffer.alloc(0)));
      const others = openssl.file('sent.pem', chain.sent.map(pem).join(''));
      const args = ['verify', '-auth_level', '0', '-attime', now, '-no-CApath', '-no-CAstore', '-purpose', 'sslserver'];
      const all = [...args, '-verify_hostname', host, '-CAfile', root, '-untrusted', others, leaf];
      const wrong = verdicts[id];
      if (wrong === undefined) t.regex(openssl.report(...all), /OK/);
      else t.throws(() => openssl.report(...all), { message: wrong });
    });
  });
}

/** Found in `openssl x509 -text` of the leaf, the issuing authority or the first certificate beside the path. */
const shown: readonly (readonly [defect: string, where: 'leaf' | 'issuing' | 'extra', pattern: RegExp])[] = [
  ['cn-only', 'leaf', /^(?![\s\S]*Alternative Name)/],
  ['missing-sip-name', 'leaf', /DNS:lyncfe\.contoso\.test\n/],
  ['wildcard-subject', 'leaf', /Subject: CN = \*\.contoso\.test[\s\S]*DNS:\*\.contoso\.test\n/],
  [
    'wildcard-san',
    'leaf',
    /Subject: CN = lyncfe\.contoso\.test[\s\S]*DNS:lyncfe\.contoso\.test, DNS:\*\.contoso\.test\n/,
  ],
  ['no-eku', 'leaf', /^(?![\s\S]*Extended Key Usage)/],
  ['client-only-eku', 'leaf', /Extended Key Usage:\s*TLS Web Client Authentication\n/],
  ['no-key-encipherment', 'leaf', /Key Usage: critical\s*Digital Signature\n/],
  ['no-crl-address', 'leaf', /^(?![\s\S]*CRL Distribution)/],
  ['name-constraints', 'issuing', /Name Constraints: critical\s*Permitted:\s*DNS:elsewhere\.test/],
  ['ca-false-intermediate', 'issuing', /CA:FALSE/],
  ['negative-serial', 'leaf', /Serial Number:\s*\(Negative\)/],
  ['serial-20-bytes', 'leaf', /Serial Number:\s*5d(:[0-9a-f]{2}){19}\n/],
  ['huge-san', 'leaf', /DNS:lyncfe\.contoso\.test, (DNS:[^,\n]+, ){998}DNS:[^,\n]+\n/],
  ['rsa-1000', 'leaf', /Public-Key: \(1000 bit\)/],
  ['rsa-1024', 'leaf', /Public-Key: \(1024 bit\)/],
  ['rsa-4096', 'leaf', /Public-Key: \(4096 bit\)/],
  ['rsa-1024-authorities', 'issuing', /Public-Key: \(1024 bit\)/],
  ['ecdsa', 'leaf', /NIST CURVE: P-256/],
  ['ecdsa-issuer', 'issuing', /NIST CURVE: P-384/],
  ['ecdsa-issuer', 'leaf', /Signature Algorithm: ecdsa-with-SHA256/],
  ['leaf-md2', 'leaf', /Signature Algorithm: md2WithRSAEncryption/],
  ['leaf-md5', 'leaf', /Signature Algorithm: md5WithRSAEncryption/],
  ['leaf-sha1', 'leaf', /Signature Algorithm: sha1WithRSAEncryption/],
  ['leaf-sha384', 'leaf', /Signature Algorithm: sha384WithRSAEncryption/],
  ['leaf-sha512', 'leaf', /Signature Algorithm: sha512WithRSAEncryption/],
  ['intermediate-md5', 'issuing', /Signature Algorithm: md5WithRSAEncryption/],
  ['pss-leaf', 'leaf', /rsassaPss\s+Hash Algorithm: sha256\s+Mask Algorithm: mgf1 with sha256\s+Salt Length: 0x20/],
  ['pss-leaf-sha1', 'leaf', /rsassaPss\s+Hash Algorithm: sha1 \(default\)/],
  ['pss-intermediate', 'issuing', /Signature Algorithm: rsassaPss/],
  ['pss-both', 'leaf', /Signature Algorithm: rsassaPss/],
  [
    'cross-signed-root',
    'extra',
    /Issuer: O = Fabrikam Trust[\s\S]*Subject: DC = test, DC = contoso, CN = Contoso Root CA/,
  ],
];

for (const [id, where, pattern] of shown) {
  test(`${id}: openssl shows it in the ${where} certificate`, async (t) => {
    const chain = await minted({ profile: 'enterprise-two-tier', defects: [id] });
    const shown = { leaf: chain.leaf.der, issuing: chain.intermediates[0]?.der, extra: chain.extra[0] }[where];
    const sound = await minted({ profile: 'enterprise-two-tier' });
    const other = { leaf: sound.leaf.der, issuing: sound.intermediates[0]?.der, extra: sound.root?.der }[where];
    await withOpenSsl(t, (openssl) => {
      const text = (der: Buffer = Buffer.alloc(0)) =>
        openssl.run('x509', '-noout', '-text', '-in', openssl.file('one.pem', pem(der)));
      t.regex(text(shown), pattern);
      t.notRegex(text(other), pattern, 'a sound chain shows no such thing');
    });
  });
}

const profiles = ['enterprise-two-tier', 'enterprise-root', 'self-signed', 'root-02', 'root-22'] as const;

for (const profile of profiles) {
  test(`${profile}: Node's TLS serves it with every single defect that fits`, async (t) => {
    for (const { id, needs, notServable } of defects) {
      const spec = { profile, subject: host, names: ['sip.contoso.test'], at, defects: [id] };
      const fits =
        profile === 'self-signed' ? needs === undefined : profile !== 'enterprise-root' || needs !== 'intermediate';
      if (!fits) {
        t.is(t.throws(() => describeChain(spec), { instanceOf: HarnessError })?.code, 'CERTIFICATE_SPEC_INVALID', id);
      } else if (notServable === undefined) {
        const chain = await minted(spec);
        // One handshake each is enough; for the other profiles that the chain and key load.
        if (profile === 'enterprise-two-tier') t.deepEqual((await sentOverTls(chain)).leaf, chain.leaf.der, id);
        else
          t.notThrows(() => tls.createSecureContext({ ...serverCertificateOf(chain).tls, ciphers: 'ALL@SECLEVEL=0' }));
        t.true(chain.sent[0]?.equals(chain.leaf.der), id);
      }
    }
  });
}

test('every profile takes every defect it has the certificates for', (t) => {
  for (const { profile } of chainProfiles.filter(({ profile }) => /^root-|two-tier|migrated/.test(profile))) {
    for (const { id } of defects) {
      const chain = describeChain({ profile, subject: host, names: [], at, defects: [id] });
      t.deepEqual(chain.defects, [id]);
    }
  }
});

test('what is sent: order and members', async (t) => {
  const sent = async (...ids: string[]) => {
    const chain = await minted({ profile: 'enterprise-two-tier', defects: ids });
    const [issuing] = chain.intermediates;
    const named = new Map([
      [chain.leaf.der.toString('hex'), 'leaf'],
      [issuing?.der.toString('hex'), 'issuing'],
      [chain.root?.der.toString('hex'), 'root'],
    ]);
    return chain.sent.map(
      (der) => named.get(der.toString('hex')) ?? new X509Certificate(der).subject.split('\n').at(-1),
    );
  };
  t.deepEqual(await sent(), ['leaf', 'issuing']);
  t.deepEqual(await sent('missing-intermediate'), ['leaf']);
  t.deepEqual(await sent('reversed-chain'), ['leaf', 'root', 'issuing']);
  t.deepEqual(await sent('surplus-certificates'), ['leaf', 'CN=Woodgrove Bank CA', 'issuing', 'root']);
  t.deepEqual(await sent('cross-signed-root'), ['leaf', 'issuing', 'CN=Contoso Root CA']);
  t.deepEqual(await sent('same-subject-other-key'), ['leaf', 'CN=Contoso Issuing CA', 'issuing']);
  // The leaf's issuer is now the second authority.
  t.deepEqual(await sent('pathlen-violated', 'reversed-chain'), ['leaf', 'root', 'CN=Contoso Issuing CA', 'issuing']);
  t.deepEqual(await sent('missing-intermediate', 'surplus-certificates'), ['leaf', 'CN=Woodgrove Bank CA', 'root']);
});

test('a cross-signed root leads to either root', async (t) => {
  const chain = await minted({ profile: 'enterprise-two-tier', defects: ['cross-signed-root'] });
  const older = chain.extra[1] ?? Buffer.alloc(0);
  await withOpenSsl(t, (openssl) => {
    const leaf = openssl.file('leaf.pem', pem(chain.leaf.der));
    const sent = openssl.file('sent.pem', chain.sent.map(pem).join(''));
    const verify = (anchor: Buffer) => {
      const trusted = openssl.file('anchor.pem', pem(anchor));
      const args = ['-auth_level', '0', '-attime', now, '-no-CApath', '-no-CAstore', '-x509_strict'];
      return openssl.succeeds('verify', ...args, '-CAfile', trusted, '-untrusted', sent, leaf);
    };
    t.true(verify(chain.root?.der ?? Buffer.alloc(0)));
    t.true(verify(older));
    t.false(verify(chain.leaf.der));
  });
});

test('the impostor and the renewed authority differ from the true one as they say', async (t) => {
  const key = (der: Buffer = Buffer.alloc(0)) =>
    new X509Certificate(der).publicKey.export({ type: 'spki', format: 'der' });
  for (const [id, sameKey] of [
    ['same-subject-other-key', false],
    ['same-key-other-serial', true],
  ] as const) {
    const chain = await minted({ profile: 'enterprise-two-tier', defects: [id] });
    const [other, issuing] = [chain.extra[0], chain.intermediates[0]?.der];
    t.is(key(other).equals(key(issuing)), sameKey);
    t.is(new X509Certificate(other ?? '').subject, new X509Certificate(issuing ?? '').subject);
    t.not(new X509Certificate(other ?? '').serialNumber, new X509Certificate(issuing ?? '').serialNumber);
  }
});

test('defects that contradict each other, and unknown ones, are refused with the reason', (t) => {
  const refused = (...ids: string[]) =>
    t.throws(() => describeChain({ profile: 'enterprise-two-tier', subject: host, names: [], at, defects: ids }), {
      instanceOf: HarnessError,
    })?.message;
  t.regex(
    refused('ecdsa-issuer', 'leaf-md5') ?? '',
    /"leaf" cannot be signed with md5RSA, as the key of "issuing" is ec-p384/,
  );
  t.regex(refused('nonsense') ?? '', /no defect "nonsense"/);
});

test('any profile with any defects in any order is described, or refused as such', (t) => {
  const profile = fc.constantFrom(...chainProfiles.map((one) => one.profile));
  const some = fc.shuffledSubarray(defects.map(({ id }) => id));
  const described = fc.property(profile, some, (chosen, ids) => {
    try {
      const chain = describeChain({ profile: chosen, subject: host, names: [], at, defects: ids });
      return chain.defects.length === ids.length && chain.sent[0] === 'leaf';
    } catch (error) {
      return error instanceof HarnessError && error.code === 'CERTIFICATE_SPEC_INVALID';
    }
  });
  t.notThrows(() => fc.assert(described, { numRuns: 300 }));
});
