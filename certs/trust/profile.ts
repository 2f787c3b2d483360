import { compareFirmware } from './firmware.js';

/** What a phone does when it meets something: take it, take it although real phones may not, or refuse. */
export type Acceptance = 'accept' | 'warn' | 'refuse';

/** One cell of the acceptance table, with what it rests on. */
export interface TrustRule {
  readonly is: Acceptance;
  readonly evidence: 'sourced' | 'inferred' | 'unknown';
  /** One sentence: the source, or why it is assumed. */
  readonly because: string;
}

/** What a family of phones accepts beside the question of the root. Every rule can be changed for a phone. */
export interface TrustProfile {
  readonly id: string;
  readonly sha1: TrustRule;
  readonly sha256: TrustRule;
  /** SHA-384 and SHA-512 signatures. */
  readonly longerSha2: TrustRule;
  /** MD2 or MD5 below the anchor; on an anchor the signature is never used. */
  readonly md2AndMd5: TrustRule;
  /** RSASSA-PSS, the "alternate signature" of a Windows CA. */
  readonly pss: TrustRule;
  /** ECDSA signatures and elliptic-curve keys. */
  readonly ecdsa: TrustRule;
  /** RSA keys below 1024 bits under the anchor. */
  readonly shortRsaKey: TrustRule;
  /** RSA keys above 2048 bits. */
  readonly longRsaKey: TrustRule;
  /** A wildcard name that would match the server's name, on the SIP port. */
  readonly wildcard: TrustRule;
  /** The same in the subjectAltName, on a web service. */
  readonly wildcardOnWeb: TrustRule;
  /** The common name matches, the dNSNames beside it do not: RFC 6125 6.4.4 looks at dNSNames alone then. */
  readonly commonNameBesideNames: TrustRule;
  /** An anchor past its notAfter. */
  readonly expiredAnchor: TrustRule;
  /** An intermediate that basicConstraints do not make an authority. */
  readonly notAnAuthority: TrustRule;
  /** More authorities below one than its pathLenConstraint allows. */
  readonly pathLengthExceeded: TrustRule;
  /** An authority whose keyUsage lacks keyCertSign. */
  readonly noCertificateSigning: TrustRule;
  /** A server whose keyUsage allows neither keyEncipherment nor another use TLS has for it. */
  readonly noTlsKeyUsage: TrustRule;
  /** A server whose keyUsage lacks keyEncipherment alone: RSA key exchange needs it (RFC 5246 7.4.2). */
  readonly noKeyEncipherment: TrustRule;
  /** An extendedKeyUsage of the server that lacks serverAuth. */
  readonly noServerAuth: TrustRule;
  /** An extendedKeyUsage of an intermediate that lacks serverAuth. */
  readonly authorityNoServerAuth: TrustRule;
  /** A name outside an authority's name constraints. */
  readonly outsideNameConstraints: TrustRule;
  /** A critical extension that nothing here knows. */
  readonly unknownCriticalExtension: TrustRule;
  /** A server certificate without the address of a revocation list. Lists are never fetched. */
  readonly noRevocationAddress: TrustRule;
}

/** Names of the rules of a profile. */
export type TrustRuleName = Exclude<keyof TrustProfile, 'id'>;

/** Lync Phone Edition 4.0.7577.x, Aries and Tanjay alike. */
export const lpeTrustProfile: TrustProfile = {
  id: 'lpe',
  sha1: { is: 'accept', evidence: 'sourced', because: 'Half of the built-in roots issue with it.' },
  sha256: {
    is: 'accept',
    evidence: 'sourced',
    because: 'The Lync 2013 certificate requirements list Lync Phone Edition as SHA-256 capable.',
  },
  longerSha2: {
    is: 'warn',
    evidence: 'unknown',
    because: 'The documentation speaks of the SHA-2 suite; nobody reported a phone with SHA-384 or SHA-512.',
  },
  md2AndMd5: { is: 'refuse', evidence: 'inferred', because: 'They occur on roots only.' },
  pss: {
    is: 'refuse',
    evidence: 'sourced',
    because: 'The Lync 2013 certificate infrastructure requirements exclude RSASSA-PSS: sign-in fails with it.',
  },
  ecdsa: { is: 'refuse', evidence: 'inferred', because: 'Servers may use it; no statement covers the phones.' },
  shortRsaKey: {
    is: 'warn',
    evidence: 'unknown',
    because: 'Lync supports 1024, 2048 and 4096 bits; shorter keys are known of one built-in root only.',
  },
  longRsaKey: { is: 'accept', evidence: 'sourced', because: 'The Lync 2013 requirements name 4096 bits as supported.' },
  wildcard: {
    is: 'refuse',
    evidence: 'inferred',
    because: 'Lync supports wildcards for simple URLs only, and asks to test them with desk phones.',
  },
  wildcardOnWeb: {
    is: 'warn',
    evidence: 'inferred',
    because: 'Lync supports wildcards for simple URLs and discovery, and asks to test them with desk phones.',
  },
  commonNameBesideNames: {
    is: 'accept',
    evidence: 'inferred',
    because: "Lync asks for the pool's name as the common name, and phones follow what it asks of servers.",
  },
  expiredAnchor: {
    is: 'refuse',
    evidence: 'sourced',
    because: 'Phones with the GlobalSign root that ended in January 2014 stopped signing in.',
  },
  notAnAuthority: {
    is: 'refuse',
    evidence: 'inferred',
    because: 'Every platform with certificate chains looks at it since 2002.',
  },
  pathLengthExceeded: {
    is: 'refuse',
    evidence: 'inferred',
    because: 'The chain engine of Windows CE is that of Windows, which checks it.',
  },
  noCertificateSigning: {
    is: 'warn',
    evidence: 'unknown',
    because: 'Whether a phone looks at the key usage of an authority is unknown.',
  },
  noTlsKeyUsage: {
    is: 'warn',
    evidence: 'unknown',
    because: 'Servers need it; whether a phone looks is unknown.',
  },
  noKeyEncipherment: {
    is: 'warn',
    evidence: 'unknown',
    because: 'The cipher suites expected of these phones encipher with the RSA key; whether a phone looks is unknown.',
  },
  noServerAuth: {
    is: 'warn',
    evidence: 'unknown',
    because: 'Servers need serverAuth; whether a phone looks is unknown.',
  },
  authorityNoServerAuth: {
    is: 'warn',
    evidence: 'unknown',
    because: 'Windows narrows the uses of a server by those of its authorities; whether a phone does is unknown.',
  },
  outsideNameConstraints: {
    is: 'warn',
    evidence: 'unknown',
    because: 'Whether a phone looks at name constraints is unknown.',
  },
  unknownCriticalExtension: {
    is: 'warn',
    evidence: 'unknown',
    because: 'RFC 5280 4.2 wants it refused; whether a phone does is unknown.',
  },
  noRevocationAddress: {
    is: 'warn',
    evidence: 'unknown',
    because: 'Lync requires it of servers; that phones do not fetch revocation lists is assumed.',
  },
};

/** Office Communicator Phone Edition 1.0 and 3.5 (Tanjay), before Lync. */
export const ocpeTrustProfile: TrustProfile = {
  ...lpeTrustProfile,
  id: 'ocpe',
  sha256: { is: 'refuse', evidence: 'sourced', because: 'CX700 Deployment Guide, 2010: SHA2 is not supported.' },
  longerSha2: { is: 'refuse', evidence: 'inferred', because: 'It lacks SHA-256 already.' },
  longRsaKey: {
    is: 'warn',
    evidence: 'unknown',
    because:
      'A field case of a sign-in loop had SHA-2 and a 4096-bit root together; which of them was at fault is open.',
  },
};

const standard = (is: Acceptance, because: string): TrustRule => ({ is, evidence: 'sourced', because });
const takenByStandard = standard('accept', 'RFC 5280 leaves algorithms and key sizes to the application.');
const refusedByStandard = standard('refuse', 'RFC 5280 6.1.4 and 6.1.5 demand it.');

/** No phone: RFC 5280 and RFC 6125 to the letter, to compare phones with. */
export const standardTrustProfile: TrustProfile = {
  id: 'standard',
  sha1: takenByStandard,
  sha256: takenByStandard,
  longerSha2: takenByStandard,
  md2AndMd5: takenByStandard,
  pss: takenByStandard,
  ecdsa: takenByStandard,
  shortRsaKey: takenByStandard,
  longRsaKey: takenByStandard,
  wildcard: standard('accept', 'RFC 6125 6.4.3 lets a wildcard stand for one whole label.'),
  wildcardOnWeb: standard('accept', 'RFC 6125 6.4.3 lets a wildcard stand for one whole label.'),
  commonNameBesideNames: standard('refuse', 'RFC 6125 6.4.4: the common name counts only when there is no dNSName.'),
  expiredAnchor: standard('refuse', 'RFC 5280 leaves it open; OpenSSL refuses an anchor past its end.'),
  notAnAuthority: refusedByStandard,
  pathLengthExceeded: refusedByStandard,
  noCertificateSigning: refusedByStandard,
  noTlsKeyUsage: standard('refuse', 'RFC 5280 4.2.1.12 with 4.2.1.3: the uses must be consistent with TLS servers.'),
  noKeyEncipherment: standard('accept', 'Only RSA key exchange needs it (RFC 5246 7.4.2).'),
  noServerAuth: standard('refuse', 'RFC 5280 4.2.1.12: the purpose must be among those listed.'),
  authorityNoServerAuth: standard(
    'refuse',
    'Common practice since RFC 5280: an authority passes on only uses of its own.',
  ),
  outsideNameConstraints: refusedByStandard,
  unknownCriticalExtension: standard('refuse', 'RFC 5280 4.2: a critical extension that is not known must be refused.'),
  noRevocationAddress: standard('accept', 'RFC 5280 4.2.1.13 recommends it only.'),
};

/** The profile of a firmware version. Errors: FIRMWARE_INVALID. */
export function trustProfileFor(firmware: string): TrustProfile {
  return compareFirmware(firmware, '4.0.0.0') < 0 ? ocpeTrustProfile : lpeTrustProfile;
}
