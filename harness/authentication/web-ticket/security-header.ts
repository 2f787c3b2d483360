import { SAML_ASSERTION, WS_ADDRESSING, WS_SECURITY } from '../../wire/soap/index.js';
import { children, descend, text, type XmlElement } from '../../wire/xml/index.js';
import { rootOf } from '../xml-signature/index.js';
import type { TicketProblem } from './problems.js';

/** The one Security header of a message: there may be no second one for the same reader (WSS 1.1 section 5). */
export function securityHeader(header: XmlElement | undefined): XmlElement | 'missing' | 'second-security-header' {
  const [security, ...more] = header
    ? children(header, 'Security').filter(({ namespace }) => namespace === WS_SECURITY)
    : [];
  if (!security) return 'missing';
  return more.length > 0 ? 'second-security-header' : security;
}

/** The one Assertion of a Security header, and of the whole message: a second one could be taken for the first. */
export function assertionOf(security: XmlElement): XmlElement | Extract<TicketProblem, 'missing' | 'second-assertion'> {
  const [assertion] = children(security).filter(isAssertion);
  if (!assertion) return 'missing';
  return assertionsIn(rootOf(security)) > 1 ? 'second-assertion' : assertion;
}

/** The text of `wsa:MessageID`, undefined without one. */
export function messageId(header: XmlElement): string | undefined {
  const found = children(header, 'MessageID').find(({ namespace }) => namespace === WS_ADDRESSING);
  return found && (text(found).trim() || undefined);
}

/** SignatureValue of the header's own Signature, without white space. */
export function signatureText(security: XmlElement): string | undefined {
  const value = descend(security, 'Signature', 'SignatureValue');
  return value && text(value).replace(/\s/g, '');
}

export function isAssertion({ localName, namespace }: XmlElement): boolean {
  return localName === 'Assertion' && namespace === SAML_ASSERTION;
}

function assertionsIn(element: XmlElement): number {
  return children(element).reduce((count, each) => count + assertionsIn(each), isAssertion(element) ? 1 : 0);
}
