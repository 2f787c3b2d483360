import { attribute, descend, escapeAttribute, escapeText, find, text, type XmlElement } from '../xml/index.js';
import { decodeBase64 } from './base64.js';
import { envelope } from './envelope.js';
import { invalidSoap } from './invalid.js';
import {
  AUTHORIZATION,
  CLAIM_URI,
  CLAIMS_DIALECT,
  KEY_TYPE_SYMMETRIC,
  SAML_TOKEN,
  WS_ADDRESSING,
  WS_POLICY,
  WS_SECURITY_UTILITY,
  WS_TRUST_IN_WEB_TICKET,
} from './namespaces.js';

/** Clients send 32 bytes (observed). */
export const MAX_ENTROPY_BYTES = 1024;
/** Bits; a key longer than the entropy's limit makes no sense. */
export const MAX_KEY_SIZE = 8 * MAX_ENTROPY_BYTES;
/** RequestType keeps the 2005 namespace inside 2005/12 elements; real clients do that (observed). */
const ISSUE_REQUEST = 'http://schemas.xmlsoap.org/ws/2005/02/trust/Issue';

/** What a client asks a Web Ticket Service for. */
export interface TicketRequest {
  readonly context: string | undefined;
  /** `SAML_TOKEN` unless the client says otherwise. */
  readonly tokenType: string;
  /** URL of the web service port the ticket is for. */
  readonly appliesTo: string | undefined;
  readonly entropy: Buffer | undefined;
  readonly keyType: string | undefined;
  /** Bits. */
  readonly keySize: number | undefined;
  /** How long the ticket is to last, in milliseconds: from Created to Expires of Lifetime. */
  readonly lifetimeMs: number | undefined;
  /** The SIP URI; a phone that signs in by PIN does not know it yet. */
  readonly claimsUri: string | undefined;
}

/**
 * The whole message asking for a SAML web ticket. `credentialsXml` goes into the header as it is (`writeUsernameToken`);
 * with Windows authentication there is no header.
 */
export function writeRequestSecurityToken(request: {
  readonly context: string;
  readonly appliesTo: string;
  readonly claimsUri?: string;
  readonly entropy: Buffer;
  readonly credentialsXml?: string;
  /** Bits of the proof key. */
  readonly keySize?: number;
  /** `SymmetricKey` unless said otherwise. */
  readonly keyType?: string;
  readonly lifetime?: { readonly created: string; readonly expires: string };
}): string {
  const { keySize, keyType = KEY_TYPE_SYMMETRIC, lifetime } = request;
  const asked =
    (lifetime
      ? `<wst:Lifetime><wsu:Created xmlns:wsu="${WS_SECURITY_UTILITY}">${escapeText(lifetime.created)}</wsu:Created>` +
        `<wsu:Expires xmlns:wsu="${WS_SECURITY_UTILITY}">${escapeText(lifetime.expires)}</wsu:Expires></wst:Lifetime>`
      : '') + (keySize === undefined ? '' : `<wst:KeySize>${keySize}</wst:KeySize>`);
  const claims =
    request.claimsUri === undefined
      ? ''
      : `<wst:Claims Dialect="${CLAIMS_DIALECT}"><auth:ClaimType xmlns:auth="${AUTHORIZATION}" Uri="${CLAIM_URI}" ` +
        `Optional="false"><auth:Value>${escapeText(request.claimsUri)}</auth:Value></auth:ClaimType></wst:Claims>`;
  const body =
    `<wst:RequestSecurityToken xmlns:wst="${WS_TRUST_IN_WEB_TICKET}" Context="${escapeAttribute(request.context)}">` +
    `<wst:TokenType>${SAML_TOKEN}</wst:TokenType><wst:RequestType>${ISSUE_REQUEST}</wst:RequestType>` +
    `<wsp:AppliesTo xmlns:wsp="${WS_POLICY}"><wsa:EndpointReference xmlns:wsa="${WS_ADDRESSING}"><wsa:Address>` +
    `${escapeText(request.appliesTo)}</wsa:Address></wsa:EndpointReference></wsp:AppliesTo>${claims}` +
    `<wst:Entropy><wst:BinarySecret>${request.entropy.toString('base64')}</wst:BinarySecret></wst:Entropy>` +
    `${asked}<wst:KeyType>${escapeText(keyType)}</wst:KeyType></wst:RequestSecurityToken>`;
  return envelope(body, request.credentialsXml);
}

/**
 * The request inside a RequestSecurityToken element; nothing in it is required.
 * @throws HarnessError WIRE_INVALID for another element, or entropy or key size that make no sense
 */
export function readRequestSecurityToken(op: XmlElement): TicketRequest {
  if (op.localName !== 'RequestSecurityToken') throw invalidSoap(op.localName, 'it is not a RequestSecurityToken');
  const read = (element: XmlElement | undefined) => (element ? text(element).trim() || undefined : undefined);
  const appliesTo = descend(op, 'AppliesTo');
  const claim = find(op, (each) => each.localName === 'ClaimType' && attribute(each, 'Uri') === CLAIM_URI);
  return {
    tokenType: read(descend(op, 'TokenType')) ?? SAML_TOKEN,
    context: attribute(op, 'Context'),
    appliesTo: read(appliesTo && find(appliesTo, 'Address')),
    entropy: readEntropy(read(descend(op, 'Entropy', 'BinarySecret'))),
    keyType: read(descend(op, 'KeyType')),
    keySize: readKeySize(read(descend(op, 'KeySize'))),
    lifetimeMs: readLifetime(read(descend(op, 'Lifetime', 'Created')), read(descend(op, 'Lifetime', 'Expires'))),
    claimsUri: read(claim && descend(claim, 'Value')),
  };
}

function readEntropy(value: string | undefined): Buffer | undefined {
  if (value === undefined) return undefined;
  const entropy = decodeBase64(value, 'Entropy');
  if (entropy.length > MAX_ENTROPY_BYTES) throw invalidSoap('Entropy', `it is over ${MAX_ENTROPY_BYTES} bytes`);
  return entropy;
}

function readKeySize(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const bits = Number(/^[0-9]{1,6}$/.test(value) ? value : Number.NaN);
  if (!(bits > 0 && bits <= MAX_KEY_SIZE && bits % 8 === 0)) {
    throw invalidSoap('KeySize', `it is not a multiple of 8 up to ${MAX_KEY_SIZE}`);
  }
  return bits;
}

/** The difference alone counts: the client's clock may be wrong (inferred). */
function readLifetime(created: string | undefined, expires: string | undefined): number | undefined {
  if (created === undefined || expires === undefined) return undefined;
  const length = Date.parse(expires) - Date.parse(created);
  if (!(length > 0)) throw invalidSoap('Lifetime', 'it does not end after it begins');
  return length;
}
