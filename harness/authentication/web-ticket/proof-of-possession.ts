import { XML_SIGNATURE } from '../../wire/soap/index.js';
import { children, find, text, type XmlElement } from '../../wire/xml/index.js';
import {
  elementsOfId,
  matchesDigest,
  matchesValue,
  readSignature,
  rootOf,
  utilityId,
  type XmlSignature,
} from '../xml-signature/index.js';
import type { TicketProblem } from './problems.js';

export type ProofProblem = Extract<TicketProblem, `proof-${string}` | 'second-signature' | 'duplicate-id'>;

/**
 * The Signature in a Security header that covers its Timestamp, whoever made it; `flaw` when a reference is to nothing,
 * to something else, or does not match. The Timestamp must be the very element that a reader of the id finds.
 */
export function timestampSignature(
  security: XmlElement,
  timestamp: XmlElement,
): { readonly signature: XmlSignature; readonly flaw: 'proof-digest' | undefined } | ProofProblem {
  const [element, ...more] = children(security, 'Signature').filter(({ namespace }) => namespace === XML_SIGNATURE);
  if (!element) return 'proof-missing';
  if (more.length > 0) return 'second-signature';
  const signature = readSignature(element);
  if (typeof signature === 'string') return `proof-${signature}`;
  const root = rootOf(security);
  let flaw: 'proof-digest' | undefined;
  for (const reference of signature.references) {
    const [referred, ...others] = elementsOfId(root, reference.id);
    if (!referred) return 'proof-reference';
    if (others.length > 0) return 'duplicate-id';
    if (!matchesDigest(reference, referred)) flaw = 'proof-digest';
  }
  const id = utilityId(timestamp);
  if (id === undefined || !signature.references.some((each) => each.id === id)) return 'proof-reference';
  return { signature, flaw };
}

/** Why a Security header does not prove that its sender has the ticket's key (SAML 1.1 holder-of-key), if so. */
export function proofProblem(
  security: XmlElement,
  timestamp: XmlElement,
  ticket: { readonly key: Buffer; readonly assertionId: string },
  mode: 'strict' | 'digest-lenient',
): { readonly problem?: ProofProblem; readonly tolerated?: 'proof-digest' } {
  const read = timestampSignature(security, timestamp);
  if (typeof read === 'string') return { problem: read };
  const { flaw, signature } = read;
  if (signature.method !== 'hmac-sha1') return { problem: 'proof-algorithm' };
  const named = signature.keyInfo && find(signature.keyInfo, 'KeyIdentifier');
  if (named && text(named).trim() !== ticket.assertionId) return { problem: 'proof-key' };
  if (!matchesValue(signature, ticket.key)) return { problem: 'proof-signature' };
  if (flaw === undefined) return {};
  return mode === 'strict' ? { problem: flaw } : { tolerated: flaw };
}
