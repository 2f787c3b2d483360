import { webcrypto } from 'node:crypto';
import test from 'ava';
import { x509 } from '../../../certs/encoding/x509.js';
import {
  deliveredAnchor,
  evaluateChain,
  lpeTrustProfile,
  ocpeTrustProfile,
  summarize,
  type TrustProfile,
  trustProfileFor,
} from '../../../certs/trust/index.js';
import { at, chainOf, host } from '../chains.js';

type KeyAlgorithm = { name: string; hash?: string; namedCurve?: string; saltLength?: number };

/** A self-signed server with that algorithm, itself delivered as anchor or below an authority of the same kind. */
async function belowItsOwnKind(algorithm: KeyAlgorithm): Promise<{ presented: Buffer[]; root: Buffer }> {
  const rsa = { modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
  const make = async () =>
    (await webcrypto.subtle.generateKey({ ...rsa, ...algorithm } as webcrypto.RsaHashedKeyGenParams, true, [
      'sign',
      'verify',
    ])) as webcrypto.CryptoKeyPair;
  const authority = await make();
  const dates = { notBefore: new Date('2014-01-01T00:00:00Z'), notAfter: new Date('2016-01-01T00:00:00Z') };
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Root',
    keys: authority,
    ...dates,
    signingAlgorithm: algorithm as x509.X509CertificateCreateSelfSignedParams['signingAlgorithm'] & object,
    extensions: [new x509.BasicConstraintsExtension(true, undefined, true)],
  });
  const leaf = await x509.X509CertificateGenerator.create({
    subject: `CN=${host}`,
    issuer: 'CN=Root',
    publicKey: (await make()).publicKey,
    signingKey: authority.privateKey,
    signingAlgorithm: algorithm as x509.X509CertificateCreateParams['signingAlgorithm'] & object,
    ...dates,
  });
  return { presented: [Buffer.from(leaf.rawData)], root: Buffer.from(root.rawData) };
}

function ask({ presented, root }: { presented: Buffer[]; root: Buffer }, profile: TrustProfile) {
  const anchors = [deliveredAnchor(root, 'certificate-service')];
  return evaluateChain({ presented, anchors, at, name: host, profile });
}

test('RSASSA-PSS is refused, and taken by a profile that takes it', async (t) => {
  const chain = await belowItsOwnKind({ name: 'RSA-PSS', hash: 'SHA-256', saltLength: 32 });
  t.is(summarize(chain.root).signatureAlgorithm, 'RSASSA-PSS');
  t.like(ask(chain, lpeTrustProfile), { trusted: false, reason: 'signature-algorithm' });
  t.true(ask(chain, { ...lpeTrustProfile, pss: { ...lpeTrustProfile.pss, is: 'accept' } }).trusted);
});

test('an elliptic-curve key is refused, and taken by a profile that takes it', async (t) => {
  const chain = await belowItsOwnKind({ name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' });
  t.like(summarize(chain.root), { signatureAlgorithm: 'sha256ECDSA', keyBits: 256 });
  t.like(ask(chain, lpeTrustProfile), { trusted: false, reason: 'key-type' });
  t.true(ask(chain, { ...lpeTrustProfile, ecdsa: { ...lpeTrustProfile.ecdsa, is: 'accept' } }).trusted);
});

test('SHA-384 is taken with a warning', async (t) => {
  const verdict = ask(await belowItsOwnKind({ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-384' }), lpeTrustProfile);
  t.true(verdict.trusted);
  t.regex(verdict.trusted ? verdict.warnings.join() : '', /sha384RSA/);
});

test('SHA-256 is refused before Lync, accepted since', async (t) => {
  const { chain, root = Buffer.alloc(0) } = await chainOf('enterprise-root');
  const presented = [...chain];
  t.like(ask({ presented, root }, trustProfileFor('3.5.6907.187')), { trusted: false, reason: 'signature-algorithm' });
  t.true(ask({ presented, root }, trustProfileFor('4.0.7577.0')).trusted);
  t.is(trustProfileFor('3.5.6907.187'), ocpeTrustProfile);
});

test('MD5 below the anchor is refused for its name already', async (t) => {
  const { chain, root = Buffer.alloc(0) } = await chainOf('enterprise-root');
  const bytes = (chain[0] ?? Buffer.alloc(0)).toString('hex').replaceAll('2a864886f70d01010b', '2a864886f70d010104');
  const leaf = Buffer.from(bytes, 'hex');
  t.is(summarize(leaf).signatureAlgorithm, 'md5RSA');
  t.like(ask({ presented: [leaf], root }, lpeTrustProfile), { trusted: false, reason: 'signature-algorithm' });
});

test('every rule says what it rests on', (t) => {
  for (const profile of [lpeTrustProfile, ocpeTrustProfile]) {
    const { id, ...rules } = profile;
    t.regex(id, /^(lpe|ocpe)$/);
    for (const [name, rule] of Object.entries(rules)) t.regex(rule.because, /^[A-Z].*\.$/, name);
  }
});
