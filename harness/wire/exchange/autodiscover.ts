import { HarnessError } from '../../foundation/errors/index.js';
import { attribute, child, children, descend, escapeText, parseXml, text, type XmlElement } from '../xml/index.js';
import { AUTODISCOVER_ENVELOPE, AUTODISCOVER_REQUEST, AUTODISCOVER_RESPONSE } from './namespaces.js';

/** Longest mail address (RFC 5321 4.5.3.1, path without its brackets). */
const MAX_ADDRESS = 254;

/** Where a mailbox is. */
export interface MailboxSettings {
  readonly legacyDn: string;
  readonly displayName: string;
  /** Availability service. */
  readonly asUrl: string;
  readonly ewsUrl: string;
  /** Offline address book. */
  readonly oabUrl: string;
  /** Out of office. */
  readonly oofUrl: string;
}

/** What an Autodiscover answer says. */
export type AutodiscoverResult =
  | { readonly kind: 'settings'; readonly ewsUrl?: string; readonly asUrl?: string }
  | { readonly kind: 'redirect-address'; readonly address: string }
  | { readonly kind: 'redirect-url'; readonly url: string }
  | { readonly kind: 'error'; readonly code: string; readonly message: string };

export function writeAutodiscoverRequest(address: string): string {
  return (
    `<?xml version="1.0" encoding="utf-8"?><Autodiscover xmlns="${AUTODISCOVER_REQUEST}"><Request>` +
    `<EMailAddress>${escapeText(address)}</EMailAddress>` +
    `<AcceptableResponseSchema>${AUTODISCOVER_RESPONSE}</AcceptableResponseSchema></Request></Autodiscover>`
  );
}

/** The mail address asked for; undefined for anything but a request that asks for one. */
export function readAutodiscoverRequest(root: XmlElement | undefined): string | undefined {
  if (root?.localName !== 'Autodiscover' || root.namespace !== AUTODISCOVER_REQUEST) return undefined;
  const address = descend(root, 'Request', 'EMailAddress');
  const schema = descend(root, 'Request', 'AcceptableResponseSchema');
  if (!address || !schema || text(schema).trim() !== AUTODISCOVER_RESPONSE) return undefined;
  const value = text(address).trim();
  return /^[^@\s<>"]+@[^@\s<>"]+$/.test(value) && value.length <= MAX_ADDRESS ? value : undefined;
}

/** Settings for clients inside (`EXCH`) and outside (`EXPR`), which are the same here. */
export function writeAutodiscoverSettings({ displayName, legacyDn, ...urls }: MailboxSettings, server: string): string {
  const protocol = (type: string) =>
    `<Protocol><Type>${type}</Type><Server>${escapeText(server)}</Server>` +
    `<ASUrl>${escapeText(urls.asUrl)}</ASUrl><EwsUrl>${escapeText(urls.ewsUrl)}</EwsUrl>` +
    `<OOFUrl>${escapeText(urls.oofUrl)}</OOFUrl><OABUrl>${escapeText(urls.oabUrl)}</OABUrl></Protocol>`;
  return document(
    `<Response xmlns="${AUTODISCOVER_RESPONSE}"><User><DisplayName>${escapeText(displayName)}</DisplayName>` +
      `<LegacyDN>${escapeText(legacyDn)}</LegacyDN></User><Account><AccountType>email</AccountType>` +
      `<Action>settings</Action>${protocol('EXCH')}${protocol('EXPR')}</Account></Response>`,
  );
}

/** 500: no such address. 600: not a request this service understands (both documented). */
export function writeAutodiscoverError(code: 500 | 600, message: string, at: Date): string {
  return document(
    `<Response><Error Time="${at.toISOString().slice(11, 23)}" Id="1"><ErrorCode>${code}</ErrorCode>` +
      `<Message>${escapeText(message)}</Message><DebugData/></Error></Response>`,
  );
}

function document(response: string): string {
  return `<?xml version="1.0" encoding="utf-8"?><Autodiscover xmlns="${AUTODISCOVER_ENVELOPE}">${response}</Autodiscover>`;
}

/** @throws HarnessError WIRE_INVALID, WIRE_TOO_LARGE */
export function readAutodiscoverResponse(bytes: Buffer): AutodiscoverResult {
  const root = parseXml(bytes);
  const response = root.localName === 'Autodiscover' ? child(root, 'Response') : undefined;
  if (!response) throw invalid('it is not an Autodiscover response');
  const error = child(response, 'Error');
  if (error) return { kind: 'error', code: textOf(error, 'ErrorCode') ?? '', message: textOf(error, 'Message') ?? '' };
  const account = child(response, 'Account');
  if (!account) throw invalid('it holds neither an Account nor an Error');
  const address = textOf(account, 'RedirectAddr');
  if (address !== undefined) return { kind: 'redirect-address', address };
  const url = textOf(account, 'RedirectUrl');
  if (url !== undefined) return { kind: 'redirect-url', url };
  const protocols = children(account, 'Protocol');
  const ofType = (type: string) => protocols.find((each) => typeOf(each) === type);
  const protocol = ofType('EXCH') ?? ofType('EXPR');
  const ewsUrl = protocol && textOf(protocol, 'EwsUrl');
  const asUrl = protocol && textOf(protocol, 'ASUrl');
  return { kind: 'settings', ...(ewsUrl && { ewsUrl }), ...(asUrl && { asUrl }) };
}

/** An element of that name, or, in later schemas, an attribute. */
function typeOf(protocol: XmlElement): string | undefined {
  return (textOf(protocol, 'Type') ?? attribute(protocol, 'Type'))?.toUpperCase();
}

function textOf(element: XmlElement, name: string): string | undefined {
  const found = child(element, name);
  return found && text(found).trim();
}

function invalid(detail: string): HarnessError {
  return new HarnessError('WIRE_INVALID', { what: 'The Autodiscover answer', place: 'the root', detail });
}
