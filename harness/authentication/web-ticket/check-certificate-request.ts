import { X509Certificate } from 'node:crypto';
import { tryBase64, WS_SECURITY, X509_TOKEN } from '../../wire/soap/index.js';
import { attribute, children, find, text, type XmlElement } from '../../wire/xml/index.js';
import {
  checkUserCertificate,
  type UserCertificateProblem,
  type UserCertificateQuestion,
} from '../user-certificate/index.js';
import { elementsOfId, matchesValue, rootOf, utilityId, type XmlSignature } from '../xml-signature/index.js';
import { timestampSignature } from './proof-of-possession.js';
import type { ReplayMemory } from './replay-memory.js';
import { securityHeader } from './security-header.js';
import { currentTimestamp } from './timestamp.js';

export interface CertificateTicketQuestion extends Pick<UserCertificateQuestion, 'authority' | 'at' | 'isPublished'> {
  readonly clockSkewMs: number;
  /** Signatures that came already; without it the same message counts again. */
  readonly seen?: ReplayMemory;
}

export type CertificateTicketCheck =
  | { readonly ok: true /** SIP address without scheme. */; readonly user: string }
  | { readonly ok: false; readonly problem: string; readonly detail?: string; readonly user?: string };

/** The BinarySecurityToken, the only one of its id in the message, and the certificate in it. */
interface Token {
  readonly element: XmlElement;
  readonly certificate: X509Certificate;
}

/**
 * Who signed a request for a ticket by certificate: the one Timestamp must be signed with the key of the one certificate
 * in the header, and that certificate must be a user's, ours and in force. Problems of the certificate are
 * `certificate-` and its own (`revoked`, `foreign`…).
 */
export function checkCertificateTicketRequest(
  header: XmlElement | undefined,
  question: CertificateTicketQuestion,
): CertificateTicketCheck {
  const security = securityHeader(header);
  if (typeof security === 'string') return refused(security === 'missing' ? 'certificate-missing' : security);
  const token = tokenOf(security);
  if (typeof token === 'string') return refused(token);
  const timestamp = currentTimestamp(security, question.at, question.clockSkewMs);
  if (typeof timestamp === 'string') return refused(timestamp);
  const signed = timestampSignature(security, timestamp.element);
  if (typeof signed === 'string') return refused(signed);
  if (signed.signature.method === 'hmac-sha1') return refused('proof-algorithm');
  if (!namesToken(signed.signature, token.element)) return refused('proof-key');
  if (!matchesValue(signed.signature, token.certificate.publicKey)) return refused('proof-signature');
  if (signed.flaw) return refused(signed.flaw);
  const user = commonName(token.certificate);
  const certificate = checkUserCertificate({ ...question, certificate: token.certificate.raw, user });
  if (!certificate.ok) {
    const problem: `certificate-${UserCertificateProblem}` = `certificate-${certificate.problem}`;
    return { ...refused(problem), detail: certificate.detail, user };
  }
  const value = signed.signature.value.toString('base64');
  const until = timestamp.expires + question.clockSkewMs;
  if (question.seen?.isRepeated(value, question.at.getTime(), until)) return { ...refused('replayed'), user };
  return { ok: true, user };
}

function refused(problem: string): CertificateTicketCheck & { readonly ok: false } {
  return { ok: false, problem };
}

function tokenOf(security: XmlElement): Token | string {
  const [element, ...more] = children(security, 'BinarySecurityToken').filter(
    ({ namespace }) => namespace === WS_SECURITY,
  );
  if (!element) return 'certificate-missing';
  if (more.length > 0) return 'second-certificate';
  const certificate = attribute(element, 'ValueType') === X509_TOKEN ? readCertificate(text(element)) : undefined;
  return certificate ? { element, certificate } : 'certificate-malformed';
}

function readCertificate(base64: string): X509Certificate | undefined {
  const der = tryBase64(base64);
  try {
    return der && new X509Certificate(der);
  } catch {
    return undefined;
  }
}

/** A signature says whose key made it; where it says nothing, it can only mean the one certificate there is. */
function namesToken({ keyInfo }: XmlSignature, token: XmlElement): boolean {
  const reference =
    keyInfo && find(keyInfo, (each) => each.localName === 'Reference' && each.namespace === WS_SECURITY);
  if (!reference) return true;
  const id = utilityId(token);
  return id !== undefined && attribute(reference, 'URI') === `#${id}` && elementsOfId(rootOf(token), id).length === 1;
}

/** The only CN; `checkUserCertificate` refuses another. */
function commonName(certificate: X509Certificate): string {
  const { CN } = certificate.toLegacyObject().subject as { CN?: string | string[] };
  return typeof CN === 'string' ? CN : '';
}
