import { attribute, child, descend, escapeAttribute, escapeText, find, parseXml, text } from '../xml/index.js';
import { decodeBase64 } from './base64.js';
import { envelope } from './envelope.js';
import { invalidSoap } from './invalid.js';
import {
  COMPUTED_KEY_PSHA1,
  SAML_ASSERTION_ID,
  SAML_TOKEN,
  WS_ADDRESSING,
  WS_POLICY,
  WS_SECURITY,
  WS_SECURITY_UTILITY,
  WS_TRUST_IN_WEB_TICKET,
} from './namespaces.js';

/** What a client keeps of an issued ticket. */
export interface IssuedTicket {
  /** Cut out verbatim, to be pasted into another envelope. */
  readonly assertionXml: string;
  readonly assertionId: string;
  /** Absent for a bearer ticket. */
  readonly serverEntropy?: Buffer;
  /** The inside of Lifetime verbatim: a client signs these characters. */
  readonly lifetimeXml: string;
  /** ISO 8601, as written. */
  readonly expires: string;
  readonly nameIdentifier?: string;
}

/**
 * The whole message that issues a SAML ticket. Lifetime and its children have no prefix and declare their namespace
 * inline, as the real server does: a client digests the text without canonicalizing it (observed). Without
 * `serverEntropy` the ticket is a bearer's. `created` and `expires` are ISO 8601 with Z.
 */
export function writeRequestSecurityTokenResponse(response: {
  readonly context?: string | undefined;
  readonly assertionXml: string;
  readonly assertionId: string;
  readonly appliesTo?: string | undefined;
  readonly serverEntropy?: Buffer | undefined;
  /** Bits, where the client asked for them. */
  readonly keySize?: number | undefined;
  readonly created: string;
  readonly expires: string;
}): string {
  const { context, appliesTo, keySize, serverEntropy } = response;
  const proof = serverEntropy
    ? `<RequestedProofToken><ComputedKey>${COMPUTED_KEY_PSHA1}</ComputedKey></RequestedProofToken>` +
      `<Entropy><BinarySecret>${serverEntropy.toString('base64')}</BinarySecret></Entropy>` +
      (keySize === undefined ? '' : `<KeySize>${keySize}</KeySize>`)
    : '';
  const scope =
    appliesTo === undefined
      ? ''
      : `<AppliesTo xmlns="${WS_POLICY}"><a:EndpointReference xmlns:a="${WS_ADDRESSING}"><a:Address>` +
        `${escapeText(appliesTo)}</a:Address></a:EndpointReference></AppliesTo>`;
  return envelope(
    `<RequestSecurityTokenResponseCollection xmlns="${WS_TRUST_IN_WEB_TICKET}"><RequestSecurityTokenResponse` +
      `${context === undefined ? '' : ` Context="${escapeAttribute(context)}"`}><TokenType>${SAML_TOKEN}</TokenType>` +
      `<RequestedSecurityToken>${response.assertionXml}</RequestedSecurityToken>` +
      `<RequestedAttachedReference><o:SecurityTokenReference xmlns:o="${WS_SECURITY}">` +
      `<o:KeyIdentifier ValueType="${SAML_ASSERTION_ID}">${escapeText(response.assertionId)}</o:KeyIdentifier>` +
      `</o:SecurityTokenReference></RequestedAttachedReference>${scope}${proof}` +
      `<Lifetime><Created xmlns="${WS_SECURITY_UTILITY}">${escapeText(response.created)}</Created>` +
      `<Expires xmlns="${WS_SECURITY_UTILITY}">${escapeText(response.expires)}</Expires></Lifetime>` +
      '</RequestSecurityTokenResponse></RequestSecurityTokenResponseCollection>',
  );
}

/**
 * The ticket in an answer.
 * @throws HarnessError WIRE_INVALID when a part is missing, or the assertion leans on namespaces declared outside it
 */
export function readRequestSecurityTokenResponse(message: string): IssuedTicket {
  const response = find(parseXml(message), 'RequestSecurityTokenResponse');
  if (!response) throw invalidSoap('the Body', 'it has no RequestSecurityTokenResponse');
  const assertion = descend(response, 'RequestedSecurityToken', 'Assertion');
  const assertionId = assertion && attribute(assertion, 'AssertionID');
  if (!assertion || !assertionId)
    throw invalidSoap('RequestedSecurityToken', 'it has no Assertion with an AssertionID');
  const lifetime = child(response, 'Lifetime');
  const expires = lifetime && child(lifetime, 'Expires');
  if (!lifetime || !expires) throw invalidSoap('Lifetime', 'it is missing or has no Expires');
  const assertionXml = message.slice(assertion.source.start, assertion.source.end);
  // A client pastes this text elsewhere, so it must be XML on its own.
  parseXml(assertionXml);
  const entropy = descend(response, 'Entropy', 'BinarySecret');
  const nameIdentifier = find(assertion, 'NameIdentifier');
  return {
    assertionXml,
    assertionId,
    ...(entropy && { serverEntropy: decodeBase64(text(entropy), 'Entropy') }),
    lifetimeXml: innerXml(message.slice(lifetime.source.start, lifetime.source.end)),
    expires: text(expires).trim(),
    ...(nameIdentifier && { nameIdentifier: text(nameIdentifier).trim() }),
  };
}

/** Between the first tag and the last; the attributes of a Lifetime hold no angle bracket. */
function innerXml(elementXml: string): string {
  return elementXml.slice(elementXml.indexOf('>') + 1, elementXml.lastIndexOf('<'));
}
