import type { AccessLocation } from '../../../deployment/index.js';
import { escapeAttribute } from '../../../wire/xml/index.js';
import type { WebAnswer } from '../exchange.js';

/** A link of an autodiscover answer. */
export interface AutodiscoverLink {
  readonly token: string;
  readonly href: string;
}

/** Where SIP clients or servers connect; `SipClientInternalAccess` and its like. */
export interface SipAccess {
  readonly element: string;
  readonly fqdn: string;
  readonly port: number;
}

/** An AutodiscoverResponse before it is written (MS-OCDISCWS 2.2). */
export interface AutodiscoverDocument {
  readonly location: AccessLocation;
  readonly resource: 'Root' | 'User' | 'Domain';
  readonly access: readonly SipAccess[];
  readonly links: readonly AutodiscoverLink[];
}

/** XML, JSON of version 1, and the JSON with `_links` of later clients. */
export type AutodiscoverFormat = 'xml' | 'json' | 'json-links';

const XML_TYPE = 'application/vnd.microsoft.rtc.autodiscover+xml';
const JSON_TYPE = 'application/vnd.microsoft.rtc.autodiscover+json';

/** By the Accept header: XML for who names its type, `_links` for plain JSON, else the service's own JSON (observed: the default). */
export function formatFor(accept: string | undefined): AutodiscoverFormat {
  const wanted = (accept ?? '').toLowerCase().split(',');
  const first = wanted
    .map((each) => each.split(';')[0]?.trim() ?? '')
    .find((type) => type === XML_TYPE || type === JSON_TYPE || type === 'application/json' || type === 'text/xml');
  if (first === XML_TYPE || first === 'text/xml') return 'xml';
  return first === 'application/json' ? 'json-links' : 'json';
}

/** The answer in that format; clients insist on the beginning of the XML's type (observed). */
export function writeDocument(document: AutodiscoverDocument, format: AutodiscoverFormat): WebAnswer {
  if (format === 'xml') return { status: 200, contentType: `${XML_TYPE}; v=1`, body: xml(document) };
  const contentType = format === 'json' ? `${JSON_TYPE}; v=1; charset=utf-8` : 'application/json; charset=utf-8';
  const value = format === 'json' ? tokens(document) : relations(document);
  return { status: 200, contentType, body: JSON.stringify(value) };
}

function xml({ access, links, location, resource }: AutodiscoverDocument): string {
  const points = access.map(
    ({ element, fqdn, port }) => `<${element} fqdn="${escapeAttribute(fqdn)}" port="${port}"/>`,
  );
  const written = links.map(
    ({ token, href }) => `<Link token="${escapeAttribute(token)}" href="${escapeAttribute(href)}"/>`,
  );
  return (
    '<?xml version="1.0" encoding="utf-8"?><AutodiscoverResponse xmlns:xsd="http://www.w3.org/2001/XMLSchema" ' +
    `xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" AccessLocation="${location}">` +
    `<${resource}>${points.join('')}${written.join('')}</${resource}></AutodiscoverResponse>`
  );
}

/** Recollected: the same names as the XML has. */
function tokens({ access, links, location, resource }: AutodiscoverDocument) {
  const points = Object.fromEntries(access.map(({ element, fqdn, port }) => [element, { fqdn, port: String(port) }]));
  return {
    AccessLocation: location,
    [resource]: { ...points, Links: links.map(({ token, href }) => ({ token, href })) },
  };
}

/** Public scripts read `_links.redirect.href`, `_links.user.href`; what else stands there is inferred. */
function relations({ access, links }: AutodiscoverDocument) {
  const points = Object.fromEntries(
    access.map(({ element, fqdn, port }) => [`${element.charAt(0).toLowerCase()}${element.slice(1)}`, { fqdn, port }]),
  );
  const entries = links.map(({ token, href }) => [relation(token), { href }]);
  return { ...points, _links: Object.fromEntries(entries) };
}

/** `User` is `user`, `OAuth` is `oauth`, `Internal/Ucwa` is `internal/ucwa`. */
function relation(token: string): string {
  return token.toLowerCase();
}
