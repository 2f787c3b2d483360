import { type KeyObject, X509Certificate } from 'node:crypto';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { remembered } from '../../harness/foundation/remembered.js';
import { memberAt, readMembers, readOid, readWhole, Tag } from '../encoding/der.js';
import { type CertificateFacts, readFacts } from './facts.js';
import { type SignatureAlgorithm, signatureAlgorithm } from './signature-algorithms.js';

/** What a person wants to know of a certificate. */
export interface CertificateSummary {
  /** Distinguished name, most specific part first, as Windows prints it. */
  readonly subject: string;
  readonly issuer: string;
  /** Upper-case hex. */
  readonly serial: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** SHA-1 of the DER, 40 upper-case hex digits. */
  readonly thumbprint: string;
  /** `sha256RSA`, `RSASSA-PSS`, ...; the dotted identifier when it has no name here. */
  readonly signatureAlgorithm: string;
  /** 0 when the key cannot be read. */
  readonly keyBits: number;
  /** Issuer and subject have one name, and its own key verifies it (not checked for MD2, which OpenSSL dropped). */
  readonly selfSigned: boolean;
  /** basicConstraints say CA. A version 1 root has none and is no authority by this measure. */
  readonly isAuthority: boolean;
  /** dNSName entries of the subjectAltName. */
  readonly names: readonly string[];
}

/** A certificate read once, for the chain evaluation. */
export interface ParsedCertificate {
  readonly x509: X509Certificate;
  readonly der: Buffer;
  readonly summary: CertificateSummary;
  readonly signature: SignatureAlgorithm;
  /** Undefined when OpenSSL cannot use the key. */
  readonly key: KeyObject | undefined;
  /** As Node names it: `rsa`, `rsa-pss`, `ec`. */
  readonly keyType: string | undefined;
  readonly facts: CertificateFacts;
}

/** Largest single certificate; even with a 16384-bit key and long policies real ones stay below 10 KiB. */
export const MAX_CERTIFICATE_BYTES = 64 * 1024;

/** Summary of a DER certificate. Errors: CERTIFICATE_MALFORMED, DER_INVALID, WIRE_TOO_LARGE. */
export function summarize(der: Buffer): CertificateSummary {
  return parseCertificate(der).summary;
}

/**
 * A certificate goes past many readers: what the server sends, the phone's judgement, the journal, the diagnosis. Its
 * bytes say all, so it is read once. The roots of every firmware, and the chains of several runs at once, fit.
 */
const KEPT = { entries: 512, longest: 8 * 1024 };

const parsedByContent = remembered((latin1) => readCertificate(Buffer.from(latin1, 'latin1')), KEPT);

/** Errors: CERTIFICATE_MALFORMED, DER_INVALID, WIRE_TOO_LARGE. */
export function parseCertificate(der: Buffer): ParsedCertificate {
  if (der.length > MAX_CERTIFICATE_BYTES) {
    const what = 'The certificate';
    throw new HarnessError('WIRE_TOO_LARGE', { what, limit: MAX_CERTIFICATE_BYTES, place: 'the whole certificate' });
  }
  // The buffer given stays the one told of: callers compare by it.
  return { ...parsedByContent(der.toString('latin1')), der };
}

function readCertificate(der: Buffer): ParsedCertificate {
  const what = 'The certificate';
  // OpenSSL would take PEM, and ignore bytes after the structure; a handshake carries neither.
  const outer = readWhole(what, der, Tag.sequence);
  const members = readMembers(what, der, outer);
  const algorithm = memberAt(what, outer, members, 1, Tag.sequence);
  const oid = memberAt(what, algorithm, readMembers(what, der, algorithm), 0, Tag.objectIdentifier);
  const signature = signatureAlgorithm(readOid(what, der, oid));
  try {
    const x509 = new X509Certificate(der);
    const key = usableKey(x509);
    const facts = readFacts(der);
    const keyType = key?.asymmetricKeyType;
    return { x509, der, key, keyType, signature, facts, summary: summaryOf(x509, signature, key, facts) };
  } catch (cause) {
    if (cause instanceof HarnessError) throw cause;
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new HarnessError('CERTIFICATE_MALFORMED', { detail }, { cause });
  }
}

function summaryOf(
  x509: X509Certificate,
  signature: SignatureAlgorithm,
  key: KeyObject | undefined,
  facts: CertificateFacts,
): CertificateSummary {
  const notBefore = new Date(x509.validFrom);
  const notAfter = new Date(x509.validTo);
  if (Number.isNaN(notBefore.getTime()) || Number.isNaN(notAfter.getTime())) {
    throw new Error('its validity dates cannot be read');
  }
  return {
    subject: displayName(x509.subject),
    issuer: displayName(x509.issuer),
    serial: x509.serialNumber,
    notBefore,
    notAfter,
    thumbprint: x509.fingerprint.replaceAll(':', ''),
    signatureAlgorithm: signature.name,
    keyBits: keyBits(key),
    selfSigned: isSelfSigned(x509, signature, key),
    isAuthority: facts.basicConstraints?.authority === true,
    names: [...facts.dnsNames],
  };
}

const parsedBefore = new WeakMap<Buffer, ParsedCertificate>();

/** As `parseCertificate`, for buffers that are judged again and again, such as the roots of a firmware. */
export function parseOnce(der: Buffer): ParsedCertificate {
  const known = parsedBefore.get(der);
  // The copy notices a buffer that was written to since.
  if (known?.der.equals(der)) return known;
  const parsed = parseCertificate(Buffer.from(der));
  parsedBefore.set(der, parsed);
  return parsed;
}

/** Not `checkIssued`: that also wants keyCertSign, which a self-signed server certificate lacks. */
function isSelfSigned(x509: X509Certificate, signature: SignatureAlgorithm, key: KeyObject | undefined): boolean {
  if (x509.subject !== x509.issuer) return false;
  return signature.hash === 'md2' || (key !== undefined && x509.verify(key));
}

function usableKey(x509: X509Certificate): KeyObject | undefined {
  try {
    return x509.publicKey;
  } catch {
    return undefined;
  }
}

const curveBits: Readonly<Record<string, number>> = { prime256v1: 256, secp384r1: 384, secp521r1: 521 };

function keyBits(key: KeyObject | undefined): number {
  const details = key?.asymmetricKeyDetails;
  return details?.modulusLength ?? curveBits[details?.namedCurve ?? ''] ?? 0;
}

/** Node prints one attribute a line in encoded order; people read the most specific first. */
function displayName(lines: string | undefined): string {
  return (lines ?? '').split('\n').reverse().join(', ');
}
