import { X509Certificate } from 'node:crypto';

export type UserCertificateProblem =
  | 'foreign'
  | 'other-user'
  | 'expired'
  | 'not-yet-valid'
  | 'revoked'
  | 'not-published'
  | 'malformed';

export type UserCertificateCheck =
  | { readonly ok: true }
  | { readonly ok: false; readonly problem: UserCertificateProblem; readonly detail: string };

/** What the pool's user store knows of a certificate. */
export type PublishedState = 'published' | 'revoked' | 'unknown';

/** How the user store can look a certificate up. */
export interface CertificateIdentity {
  /** SHA-1 over the DER, upper-case hex without separators. */
  readonly thumbprint: string;
  /** Upper-case hex. */
  readonly serialNumber: string;
}

export interface UserCertificateQuestion {
  /** DER. */
  readonly certificate: Buffer;
  /** DER of the pool's certificate provisioning authority. */
  readonly authority: Buffer;
  /** SIP address, with or without `sip:`. */
  readonly user: string;
  readonly at: Date;
  isPublished(identity: CertificateIdentity): PublishedState;
}

/**
 * Whether a certificate shown inside TLS-DSK may speak for the user: issued by the pool's provisioning authority, for
 * this user, in date, and neither revoked nor unknown in the user store (partly recollection, see MS-OCAUTHWS).
 */
export function checkUserCertificate(question: UserCertificateQuestion): UserCertificateCheck {
  const certificate = read(question.certificate);
  const authority = read(question.authority);
  if (!certificate || !authority) return refused('malformed', 'it is not an X.509 certificate');
  if (!certificate.checkIssued(authority) || !signedBy(certificate, authority)) {
    return refused(
      'foreign',
      'the pool did not issue it; the phone must fetch a new one from certificate provisioning',
    );
  }
  const name = commonName(certificate);
  if (name.toLowerCase() !== withoutScheme(question.user).toLowerCase()) {
    return refused('other-user', `it was issued to ${name === '' ? 'nobody' : name}`);
  }
  const at = question.at.getTime();
  if (at < Date.parse(certificate.validFrom)) return refused('not-yet-valid', `valid from ${certificate.validFrom}`);
  if (at > Date.parse(certificate.validTo)) return refused('expired', `valid to ${certificate.validTo}`);
  const state = question.isPublished({
    thumbprint: certificate.fingerprint.replaceAll(':', ''),
    serialNumber: certificate.serialNumber,
  });
  if (state === 'revoked') return refused('revoked', 'an administrator or a later sign-in revoked it');
  if (state !== 'published') return refused('not-published', 'the user store does not know it');
  return { ok: true };
}

function refused(problem: UserCertificateProblem, detail: string): UserCertificateCheck {
  return { ok: false, problem, detail };
}

function read(der: Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(der);
  } catch {
    return undefined;
  }
}

function signedBy(certificate: X509Certificate, authority: X509Certificate): boolean {
  try {
    return certificate.verify(authority.publicKey);
  } catch {
    return false;
  }
}

/** The only CN of the subject; with several nobody could say whose certificate it is. */
function commonName(certificate: X509Certificate): string {
  const { CN } = certificate.toLegacyObject().subject as { CN?: string | string[] };
  return typeof CN === 'string' ? CN : '';
}

function withoutScheme(user: string): string {
  return user.replace(/^sips?:/i, '');
}
