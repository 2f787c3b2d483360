import { CLAIM_URI, SAML_ASSERTION, XML_SIGNATURE } from '../../wire/soap/index.js';
import { escapeAttribute, escapeText } from '../../wire/xml/index.js';
import { type SignatureMethod, type SigningKey, signatureValue, writeSignedInfo } from '../xml-signature/index.js';

const CONFIRMATION = 'urn:oasis:names:tc:SAML:1.0:cm:';
const AUTHENTICATED = 'urn:oasis:names:tc:SAML:1.0:am:unspecified';

export interface AssertionContent {
  readonly id: string;
  readonly issuer: string;
  /** SIP URI. */
  readonly user: string;
  readonly audience: string;
  readonly created: Date;
  readonly expires: Date;
  /** Whoever bears it may use it; otherwise the holder of the key alone. */
  readonly bearer: boolean;
}

/** What the issuer signs with; `verifying` is the same as `signing` for a shared secret. */
export interface IssuerKey {
  readonly method: SignatureMethod;
  readonly signing: SigningKey;
  readonly verifying: SigningKey;
}

/**
 * A SAML 1.1 assertion, signed by its issuer. Attribute order and the NameIdentifier as observed, the rest inferred from
 * WCF's habits. It declares every namespace itself, because clients cut it out as text.
 */
export function writeAssertion(content: AssertionContent, key: IssuerKey): string {
  const parts = partsOf(content);
  const info = assertionSignedInfo(content.id, canonicalOf(parts), key.method);
  const value = signatureValue(key.method, key.signing, info).toString('base64');
  const signature = `<Signature xmlns="${XML_SIGNATURE}">${info}<SignatureValue>${value}</SignatureValue></Signature>`;
  return unsignedOf(parts, signature);
}

/** The assertion as it is before it is signed. */
export function unsignedAssertion(content: AssertionContent): string {
  return unsignedOf(partsOf(content), '');
}

/**
 * The same in exclusive canonical form. Of what canonicalization does, only the order of attributes is left to do: the
 * rest is written so in the first place.
 */
export function canonicalAssertion(content: AssertionContent): string {
  return canonicalOf(partsOf(content));
}

/** What both forms have in common, escaped. */
interface Parts {
  readonly id: string;
  readonly issuer: string;
  readonly created: string;
  /** Conditions, whose attributes are in canonical order anyway. */
  readonly conditions: string;
  readonly subject: string;
}

function partsOf(content: AssertionContent): Parts {
  const created = content.created.toISOString();
  const keyInfo = content.bearer
    ? ''
    : `<KeyInfo xmlns="${XML_SIGNATURE}"><KeyName>${escapeText(content.id)}</KeyName></KeyInfo>`;
  return {
    id: escapeAttribute(content.id),
    issuer: escapeAttribute(content.issuer),
    created,
    conditions:
      `<saml:Conditions NotBefore="${created}" NotOnOrAfter="${content.expires.toISOString()}">` +
      `<saml:AudienceRestrictionCondition><saml:Audience>${escapeText(content.audience)}</saml:Audience>` +
      '</saml:AudienceRestrictionCondition></saml:Conditions>',
    subject:
      `<saml:Subject><saml:NameIdentifier Format="${CLAIM_URI}">${escapeText(content.user)}</saml:NameIdentifier>` +
      `<saml:SubjectConfirmation><saml:ConfirmationMethod>${CONFIRMATION}${content.bearer ? 'bearer' : 'holder-of-key'}` +
      `</saml:ConfirmationMethod>${keyInfo}</saml:SubjectConfirmation></saml:Subject>`,
  };
}

function unsignedOf({ conditions, created, id, issuer, subject }: Parts, signature: string): string {
  return (
    `<saml:Assertion xmlns:saml="${SAML_ASSERTION}" MajorVersion="1" MinorVersion="1" AssertionID="${id}" ` +
    `Issuer="${issuer}" IssueInstant="${created}">${conditions}<saml:AuthenticationStatement ` +
    `AuthenticationMethod="${AUTHENTICATED}" AuthenticationInstant="${created}">${subject}` +
    `</saml:AuthenticationStatement>${signature}</saml:Assertion>`
  );
}

function canonicalOf({ conditions, created, id, issuer, subject }: Parts): string {
  return (
    `<saml:Assertion xmlns:saml="${SAML_ASSERTION}" AssertionID="${id}" IssueInstant="${created}" Issuer="${issuer}" ` +
    `MajorVersion="1" MinorVersion="1">${conditions}<saml:AuthenticationStatement ` +
    `AuthenticationInstant="${created}" AuthenticationMethod="${AUTHENTICATED}">${subject}` +
    '</saml:AuthenticationStatement></saml:Assertion>'
  );
}

/** The SignedInfo over a whole assertion but its signature. */
export function assertionSignedInfo(id: string, canonicalXml: string, method: SignatureMethod): string {
  return writeSignedInfo([{ id, canonicalXml, enveloped: true }], method);
}
