import { type ParsedCertificate, parseCertificate } from '../../trust/certificate.js';
import { trustStore } from '../../trust/trust-store.js';
import { authorityKeyId, type CertificateTemplate, keyIdentifiers, readTemplate, subjectKeyId } from './template.js';

/** One certificate to be minted anew. */
export interface Original {
  readonly parsed: ParsedCertificate;
  readonly template: CertificateTemplate;
  /** As its subjectKeyIdentifier says. */
  readonly subjectKeyId: Buffer | undefined;
  /** As its authorityKeyIdentifier says. */
  readonly authorityKeyId: Buffer | undefined;
  /** Id of the built-in root this is, `lpe-root-22`. */
  readonly anchor?: string;
}

/** Errors: CERTIFICATE_MALFORMED, DER_INVALID, WIRE_TOO_LARGE. */
export function readOriginal(der: Buffer, anchor?: string): Original {
  const parsed = parseCertificate(der);
  const template = readTemplate(der);
  const value = (id: string) => template.extensions.find((one) => one.id === id)?.value;
  const subject = value(keyIdentifiers.subject);
  const authority = value(keyIdentifiers.authority);
  return {
    parsed,
    template,
    subjectKeyId: subject && subjectKeyId(subject),
    authorityKeyId: authority && authorityKeyId(authority).id,
    ...(anchor === undefined ? {} : { anchor }),
  };
}

/**
 * Who really signed `below`: the certificate whose name it gives and whose key verifies its signature. One that only
 * bears the name is not it. MD2 can no longer be verified, so there name and key identifiers decide.
 */
export function signerOf(below: Original, all: readonly Original[]): Original | undefined {
  const named = all.filter(({ template }) => template.subject.equals(below.template.issuer));
  const { signature, x509 } = below.parsed;
  if (signature.hash === 'md2') {
    return named.find((one) => one === below) ?? named.find((one) => identifierFits(below, one));
  }
  const verifies = ({ parsed: { key } }: Original) => key !== undefined && x509.verify(key);
  return (named.includes(below) && verifies(below) ? below : undefined) ?? named.find(verifies);
}

function identifierFits({ authorityKeyId: wanted }: Original, issuer: Original): boolean {
  return wanted === undefined || issuer.subjectKeyId === undefined || wanted.equals(issuer.subjectKeyId);
}

/**
 * The built-in roots of phones that belong to a chain: those that signed the end of it, and those whose key it
 * contains: a cross-signed authority, or the other certificate of a root that was issued twice.
 */
export function builtInRootsOf(originals: readonly Original[]): Original[] {
  const found: Original[] = [];
  for (const { certificate, id } of trustStore().roots) {
    if (certificate === undefined) continue;
    const root = readOriginal(Buffer.from(certificate, 'base64'), id);
    const signed = originals.some((one) => signerOf(one, originals) === undefined && signerOf(one, [root]) === root);
    const sharesKey = originals.some(({ template }) => template.publicKeyInfo.equals(root.template.publicKeyInfo));
    if (signed || sharesKey) found.push(root);
  }
  return found;
}
