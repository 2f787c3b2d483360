import type { ParsedCertificate } from './certificate.js';
import type { TrustProfile, TrustRule } from './profile.js';

/** A certificate's key or signature that a profile does not simply accept. */
export interface Objection {
  readonly reason: 'key-type' | 'key-size' | 'signature-algorithm';
  readonly is: 'warn' | 'refuse';
  /** "the signature sha512RSA" */
  readonly what: string;
  readonly because: string;
}

const unknownAlgorithm: TrustRule = {
  is: 'refuse',
  evidence: 'inferred',
  because: 'No phone can know this algorithm.',
};

/** What a profile holds against the key of a certificate, an anchor's too. */
export function keyObjection(certificate: ParsedCertificate, profile: TrustProfile): Objection | undefined {
  const type = certificate.keyType;
  if (type === 'rsa') return sizeObjection(certificate.summary.keyBits, profile);
  const rule = type === 'ec' ? profile.ecdsa : type === 'rsa-pss' ? profile.pss : unknownAlgorithm;
  return objection('key-type', `the key type ${type ?? 'of an unknown kind'}`, rule);
}

/** 1024 is the least Lync supports, 2048 the usual size (Lync 2013 certificate infrastructure requirements). */
function sizeObjection(bits: number, profile: TrustProfile): Objection | undefined {
  const rule = bits < 1024 ? profile.shortRsaKey : bits > 2048 ? profile.longRsaKey : undefined;
  return rule === undefined ? undefined : objection('key-size', `the RSA key of ${bits} bits`, rule);
}

/** What a profile holds against the signature on a certificate. An anchor's is never looked at. */
export function signatureObjection(certificate: ParsedCertificate, profile: TrustProfile): Objection | undefined {
  const { name } = certificate.signature;
  return objection('signature-algorithm', `the signature ${name}`, signatureRule(certificate, profile));
}

function signatureRule({ signature }: ParsedCertificate, profile: TrustProfile): TrustRule {
  if (signature.scheme === 'rsa-pss') return profile.pss;
  if (signature.scheme === 'ecdsa') return profile.ecdsa;
  switch (signature.hash) {
    case 'sha1':
      return profile.sha1;
    case 'sha256':
      return profile.sha256;
    case 'sha224':
    case 'sha384':
    case 'sha512':
      return profile.longerSha2;
    case 'md2':
    case 'md5':
      return profile.md2AndMd5;
    default:
      return unknownAlgorithm;
  }
}

function objection(reason: Objection['reason'], what: string, rule: TrustRule): Objection | undefined {
  return rule.is === 'accept' ? undefined : { reason, is: rule.is, what, because: rule.because };
}
