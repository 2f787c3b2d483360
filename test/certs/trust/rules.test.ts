import test from 'ava';
import {
  type CertificateDescription,
  describeChain,
  type MintSpec,
  mintTogether,
} from '../../../certs/authorities/index.js';
import {
  deliveredAnchor,
  evaluateChain,
  lpeTrustProfile,
  ocpeTrustProfile,
  standardTrustProfile,
  type TrustRule,
  type TrustRuleName,
  type Verdict,
} from '../../../certs/trust/index.js';
import { keptKeys } from '../kept-keys.js';

const at = new Date('2014-11-15T09:00:00Z');
const host = 'lyncfe.contoso.test';
const keys = keptKeys();

interface Rule {
  readonly defects: readonly string[];
  readonly reason: string;
  readonly profile?: MintSpec['profile'];
  readonly name?: string;
  readonly kind?: 'web';
  /** Beside the defects: what one certificate says otherwise. */
  readonly change?: { readonly of: 'leaf' | 'issuing' } & Partial<CertificateDescription>;
  /** What the warning says. */
  readonly says: RegExp;
}

/** A chain that meets each rule and no other one. */
const rules: Partial<Record<TrustRuleName, Rule>> = {
  sha1: { profile: 'enterprise-root-sha1', defects: [], reason: 'signature-algorithm', says: /sha1RSA/ },
  sha256: { defects: [], reason: 'signature-algorithm', says: /sha256RSA/ },
  longerSha2: { defects: ['leaf-sha512'], reason: 'signature-algorithm', says: /sha512RSA/ },
  md2AndMd5: { defects: ['leaf-md5'], reason: 'signature-algorithm', says: /md5RSA/ },
  pss: { defects: ['pss-leaf'], reason: 'signature-algorithm', says: /RSASSA-PSS/ },
  ecdsa: { defects: ['ecdsa'], reason: 'key-type', says: /key type ec/ },
  shortRsaKey: { defects: ['rsa-1000'], reason: 'key-size', says: /1000 bits/ },
  longRsaKey: { defects: ['rsa-4096'], reason: 'key-size', says: /4096 bits/ },
  wildcard: { defects: ['wildcard-san'], name: 'x.contoso.test', reason: 'name-mismatch', says: /wildcard/ },
  wildcardOnWeb: {
    defects: ['wildcard-san'],
    name: 'x.contoso.test',
    kind: 'web',
    reason: 'name-mismatch',
    says: /wildcard/,
  },
  expiredAnchor: { defects: ['expired-root'], reason: 'anchor-expired', says: /ended on/ },
  notAnAuthority: {
    defects: ['ca-false-intermediate'],
    reason: 'not-an-authority',
    says: /no certification authority/,
  },
  pathLengthExceeded: { defects: ['pathlen-violated'], reason: 'path-length', says: /allows 0 authorities/ },
  noKeyEncipherment: { defects: ['no-key-encipherment'], reason: 'key-usage', says: /lacks keyEncipherment/ },
  noServerAuth: { defects: ['client-only-eku'], reason: 'extended-key-usage', says: /not for server authentication/ },
  outsideNameConstraints: { defects: ['name-constraints'], reason: 'name-constraints', says: /may not issue for/ },
  noCertificateSigning: {
    defects: [],
    change: { of: 'issuing', keyUsages: ['cRLSign'] },
    reason: 'key-usage',
    says: /does not include signing certificates/,
  },
  noTlsKeyUsage: {
    defects: [],
    change: { of: 'leaf', keyUsages: ['cRLSign'] },
    reason: 'key-usage',
    says: /no use in TLS/,
  },
  authorityNoServerAuth: {
    defects: [],
    change: { of: 'issuing', extendedKeyUsages: ['1.3.6.1.5.5.7.3.2'] },
    reason: 'extended-key-usage',
    says: /may not issue for server authentication/,
  },
  commonNameBesideNames: {
    defects: [],
    change: { of: 'leaf', dnsNames: ['other.contoso.test'] },
    reason: 'name-mismatch',
    says: /Only the common name/,
  },
  unknownCriticalExtension: {
    defects: [],
    // SEQUENCE { SEQUENCE { 1.2.3.4, TRUE, OCTET STRING { NULL } } }
    change: { of: 'leaf', extensions: Buffer.from('300e300c06032a03040101ff04020500', 'hex') },
    reason: 'unknown-critical-extension',
    says: /critical extension 1\.2\.3\.4/,
  },
  noRevocationAddress: { defects: ['no-crl-address'], reason: 'no-revocation-address', says: /revocation list/ },
};

async function verdict(rule: Rule, name: TrustRuleName, is: TrustRule['is']): Promise<Verdict> {
  const { defects, profile = 'enterprise-two-tier' } = rule;
  const described = describeChain({ profile, subject: host, names: [], at, defects });
  const { of, ...change } = rule.change ?? { of: undefined };
  const certificates = described.certificates.map((one) => (one.id === of ? { ...one, ...change } : one));
  const [chain] = await mintTogether([{ ...described, certificates }], { keys });
  if (chain === undefined) throw new Error('nothing was minted');
  const root = chain.root?.der ?? chain.leaf.der;
  return evaluateChain({
    presented: chain.sent,
    anchors: [deliveredAnchor(root, 'certificate-service')],
    at,
    name: rule.name ?? host,
    ...(rule.kind === undefined ? {} : { kind: rule.kind }),
    profile: { ...lpeTrustProfile, [name]: { ...lpeTrustProfile[name], is } },
  });
}

for (const [id, rule] of Object.entries(rules)) {
  const name = id as TrustRuleName;
  test(`the rule ${name}: accepted silently, with a warning, and refused`, async (t) => {
    const accepted = await verdict(rule, name, 'accept');
    t.true(accepted.trusted);
    t.false((accepted.trusted ? accepted.warnings : []).some((sentence) => rule.says.test(sentence)));
    const warned = await verdict(rule, name, 'warn');
    t.true(warned.trusted);
    t.true((warned.trusted ? warned.warnings : []).some((sentence) => rule.says.test(sentence)));
    const refused = await verdict(rule, name, 'refuse');
    t.like(refused, { trusted: false, reason: rule.reason });
    t.regex(refused.trusted ? '' : refused.sentence, rule.says);
  });
}

test('every rule of every profile says what it rests on', (t) => {
  for (const profile of [lpeTrustProfile, ocpeTrustProfile, standardTrustProfile]) {
    const { id: _, ...cells } = profile;
    t.true(Object.keys(cells).length > 20);
    for (const [name, { because, evidence }] of Object.entries(cells)) {
      t.regex(because, /^[A-Z].*\.$/, name);
      t.true(['sourced', 'inferred', 'unknown'].includes(evidence), name);
    }
  }
});

test('every rule is shown by a chain that meets it', (t) => {
  t.deepEqual(
    Object.keys(rules).sort(),
    Object.keys(lpeTrustProfile)
      .filter((name) => name !== 'id')
      .sort(),
  );
});

test('what nobody knows is never refused by a phone', (t) => {
  for (const profile of [lpeTrustProfile, ocpeTrustProfile]) {
    for (const [name, rule] of Object.entries(profile)) {
      if (typeof rule !== 'string' && rule.evidence === 'unknown') t.not(rule.is, 'refuse', name);
    }
  }
});
