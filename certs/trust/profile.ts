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
  /** A wildcard name that would match the server's name. */
  readonly wildcard: TrustRule;
  /** An anchor past its notAfter. */
  readonly expiredAnchor: TrustRule;
  /** An extendedKeyUsage that lacks serverAuth. */
  readonly noServerAuth: TrustRule & { readonly is: 'accept' | 'warn' };
}

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
  wildcard: {
    is: 'refuse',
    evidence: 'inferred',
    because: 'Lync supports wildcards for simple URLs only, and asks to test them with desk phones.',
  },
  expiredAnchor: {
    is: 'refuse',
    evidence: 'sourced',
    because: 'Phones with the GlobalSign root that ended in January 2014 stopped signing in.',
  },
  noServerAuth: {
    is: 'warn',
    evidence: 'unknown',
    because: 'Servers need serverAuth; whether a phone looks is unknown.',
  },
};

/** Office Communicator Phone Edition 1.0 and 3.5 (Tanjay), before Lync. */
export const ocpeTrustProfile: TrustProfile = {
  ...lpeTrustProfile,
  id: 'ocpe',
  sha256: { is: 'refuse', evidence: 'sourced', because: 'CX700 Deployment Guide, 2010: SHA2 is not supported.' },
  longerSha2: { is: 'refuse', evidence: 'inferred', because: 'It lacks SHA-256 already.' },
};

/** The profile of a firmware version. Errors: FIRMWARE_INVALID. */
export function trustProfileFor(firmware: string): TrustProfile {
  return compareFirmware(firmware, '4.0.0.0') < 0 ? ocpeTrustProfile : lpeTrustProfile;
}
