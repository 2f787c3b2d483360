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

const END = '</saml:Assertion>';

/**
 * A SAML 1.1 assertion, signed by its issuer. Attribute order and the NameIdentifier as observed, the rest inferred from
 * WCF's habits. It declares every namespace itself, because clients cut it out as text.
 */
export function writeAssertion(content: AssertionContent, key: IssuerKey): string {
  const info = assertionSignedInfo(content.id, canonicalAssertion(content), key.method);
  const value = signatureValue(key.method, key.signing, info).toString('base64');
  const signature = `<Signature xmlns="${XML_SIGNATURE}">${info}<SignatureValue>${value}</SignatureValue></Signature>`;
  return `${unsignedAssertion(content).slice(0, -END.length)}${signature}${END}`;
}

/** The assertion as it is before it is signed. */
export function unsignedAssertion(content: AssertionContent): string {
  return write(content, (attributes) => attributes);
}

/**
 * The same in exclusive canonical form. Of what canonicalization does, only the order of attributes is left to do: the
 * rest is written so in the first place.
 */
export function canonicalAssertion(content: AssertionContent): string {
  return write(content, (attributes) => [...attributes].sort(([a], [b]) => (a < b ? -1 : 1)));
}

type Attributes = readonly (readonly [name: string, value: string])[];

function write(content: AssertionContent, ordered: (attributes: Attributes) => Attributes): string {
  const created = content.created.toISOString();
  const attributes = (...pairs: Attributes) =>
    ordered(pairs)
      .map(([name, value]) => ` ${name}="${value}"`)
      .join('');
  const assertion = attributes(
    ['MajorVersion', '1'],
    ['MinorVersion', '1'],
    ['AssertionID', escapeAttribute(content.id)],
    ['Issuer', escapeAttribute(content.issuer)],
    ['IssueInstant', created],
  );
  const conditions = attributes(['NotBefore', created], ['NotOnOrAfter', content.expires.toISOString()]);
  const statement = attributes(['AuthenticationMethod', AUTHENTICATED], ['AuthenticationInstant', created]);
  const keyInfo = content.bearer
    ? ''
    : `<KeyInfo xmlns="${XML_SIGNATURE}"><KeyName>${escapeText(content.id)}</KeyName></KeyInfo>`;
  const subject =
    `<saml:Subject><saml:NameIdentifier Format="${CLAIM_URI}">${escapeText(content.user)}</saml:NameIdentifier>` +
    `<saml:SubjectConfirmation><saml:ConfirmationMethod>${CONFIRMATION}${content.bearer ? 'bearer' : 'holder-of-key'}` +
    `</saml:ConfirmationMethod>${keyInfo}</saml:SubjectConfirmation></saml:Subject>`;
  return (
    `<saml:Assertion xmlns:saml="${SAML_ASSERTION}"${assertion}><saml:Conditions${conditions}>` +
    '<saml:AudienceRestrictionCondition>' +
    `<saml:Audience>${escapeText(content.audience)}</saml:Audience></saml:AudienceRestrictionCondition>` +
    `</saml:Conditions><saml:AuthenticationStatement${statement}>${subject}</saml:AuthenticationStatement>${END}`
  );
}

/** The SignedInfo over a whole assertion but its signature. */
export function assertionSignedInfo(id: string, canonicalXml: string, method: SignatureMethod): string {
  return writeSignedInfo([{ id, canonicalXml, enveloped: true }], method);
}
