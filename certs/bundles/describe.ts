import { builtInRootsOf, readOriginal, signerOf } from '../authorities/look-alike/issuers.js';
import { type CertificateSummary, type ParsedCertificate, parseCertificate } from '../trust/certificate.js';
import { trustStore } from '../trust/trust-store.js';
import { pathFrom } from './order.js';
import { keyUsagesOf, purposesOf } from './uses.js';

/** One step of a certification path. */
export interface PathStep {
  readonly subject: string;
  /** Missing: not in the file. */
  readonly thumbprint?: string;
  /** Built into phones since this update: `RTM`, `CU10`, `CU11`. */
  readonly builtInSince?: string;
}

/** What an administrator wants to see of a certificate. */
export interface CertificateDetails extends CertificateSummary {
  /** Empty: any. */
  readonly purposes: readonly string[];
  /** Empty: any. */
  readonly keyUsages: readonly string[];
  readonly keyType: string;
  /** From the root, as far as it is known, down to the certificate. */
  readonly path: readonly PathStep[];
}

/**
 * Each certificate with its use and its path among the others and the roots built into phones.
 * Errors: CERTIFICATE_MALFORMED, DER_INVALID.
 */
export function describeCertificates(certificates: readonly Buffer[]): CertificateDetails[] {
  const all = certificates.map(parseCertificate);
  return all.map((certificate) => ({
    ...certificate.summary,
    purposes: purposesOf(certificate),
    keyUsages: keyUsagesOf(certificate),
    keyType: certificate.key?.asymmetricKeyType ?? 'unknown',
    path: stepsTo(certificate, all),
  }));
}

function stepsTo(certificate: ParsedCertificate, all: readonly ParsedCertificate[]): PathStep[] {
  const path = pathFrom(certificate, all);
  const steps = path.map((one): PathStep => {
    const { subject, thumbprint } = one.summary;
    return { subject, thumbprint, ...since(one) };
  });
  const top = path.at(-1);
  if (top !== undefined && !top.summary.selfSigned) steps.push(above(top));
  return steps.toReversed();
}

/** The issuer of the last certificate at hand: a built-in root, or just a name. */
function above(top: ParsedCertificate): PathStep {
  const original = readOriginal(top.der);
  const signer = signerOf(original, builtInRootsOf([original]));
  if (signer === undefined) return { subject: top.summary.issuer };
  return { subject: signer.parsed.summary.subject, ...since(signer.parsed) };
}

function since({ summary }: ParsedCertificate): { builtInSince?: string } {
  const addedIn = trustStore().roots.find(({ thumbprint }) => thumbprint === summary.thumbprint)?.addedIn;
  return addedIn === undefined ? {} : { builtInSince: addedIn };
}
