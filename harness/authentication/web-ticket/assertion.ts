import { timingSafeEqual } from 'node:crypto';
import { CLAIM_URI, SAML_ASSERTION, XML_SIGNATURE } from '../../wire/soap/index.js';
import {
  canonicalize,
  children,
  descend,
  escapeAttribute,
  escapeText,
  parseXml,
  text,
  type XmlElement,
} from '../../wire/xml/index.js';
import { digestOf, signatureOf, signedInfo } from './signed-info.js';

const HOLDER_OF_KEY = 'urn:oasis:names:tc:SAML:1.0:cm:holder-of-key';
const AUTHENTICATED = 'urn:oasis:names:tc:SAML:1.0:am:unspecified';

export interface AssertionContent {
  readonly id: string;
  readonly issuer: string;
  /** SIP URI. */
  readonly user: string;
  readonly audience: string;
  readonly created: Date;
  readonly expires: Date;
}

/**
 * A SAML 1.1 assertion, signed by its issuer. Attribute order and the NameIdentifier as observed, the rest inferred from
 * WCF's habits. It declares every namespace itself, because clients cut it out as text.
 */
export function writeAssertion(content: AssertionContent, issuerKey: Buffer): string {
  const created = content.created.toISOString();
  const subject =
    `<saml:Subject><saml:NameIdentifier Format="${CLAIM_URI}">${escapeText(content.user)}</saml:NameIdentifier>` +
    `<saml:SubjectConfirmation><saml:ConfirmationMethod>${HOLDER_OF_KEY}</saml:ConfirmationMethod>` +
    `<KeyInfo xmlns="${XML_SIGNATURE}"><KeyName>${content.id}</KeyName></KeyInfo>` +
    '</saml:SubjectConfirmation></saml:Subject>';
  const start =
    `<saml:Assertion xmlns:saml="${SAML_ASSERTION}" MajorVersion="1" MinorVersion="1" AssertionID="${content.id}" ` +
    `Issuer="${escapeAttribute(content.issuer)}" IssueInstant="${created}">` +
    `<saml:Conditions NotBefore="${created}" NotOnOrAfter="${content.expires.toISOString()}">` +
    '<saml:AudienceRestrictionCondition>' +
    `<saml:Audience>${escapeText(content.audience)}</saml:Audience></saml:AudienceRestrictionCondition>` +
    `</saml:Conditions><saml:AuthenticationStatement AuthenticationMethod="${AUTHENTICATED}" ` +
    `AuthenticationInstant="${created}">${subject}</saml:AuthenticationStatement>`;
  const end = '</saml:Assertion>';
  const info = infoOf(content.id, canonicalize(parseXml(start + end)));
  const value = signatureOf(issuerKey, info).toString('base64');
  const signature = `<Signature xmlns="${XML_SIGNATURE}">${info}<SignatureValue>${value}</SignatureValue></Signature>`;
  return start + signature + end;
}

/** Whether the assertion is, to the letter of its canonical form, what the issuer of that key wrote. */
export function isGenuineAssertion(assertion: XmlElement, id: string, issuerKey: Buffer): boolean {
  const [signature, ...more] = children(assertion, 'Signature');
  const value = signature && descend(signature, 'SignatureValue');
  const given = signature && descend(signature, 'SignedInfo');
  if (!signature || !value || !given || more.length > 0) return false;
  const unsigned = { ...assertion, children: assertion.children.filter((each) => each !== signature) };
  const info = infoOf(id, canonicalize(unsigned));
  return canonicalize(given) === info && sameBytes(Buffer.from(text(value), 'base64'), signatureOf(issuerKey, info));
}

function sameBytes(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function infoOf(id: string, canonicalAssertion: string): string {
  return signedInfo({ id, digest: digestOf(canonicalAssertion), enveloped: true });
}
