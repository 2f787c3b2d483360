import { stringify } from 'yaml';
import { HarnessError } from '../../foundation/errors/index.js';
import { literalText } from '../../servers/web/templates/index.js';
import { parseEnvelope } from '../../wire/soap/index.js';
import { parseXml, type XmlElement } from '../../wire/xml/index.js';
import { MAX_TEMPLATE_HEADERS, type TemplateSpec } from '../schema/web-template.js';
import { parseTemplate } from './read.js';
import { type RecordedExchange, type Recording, wholeResponse } from './recorded-exchanges.js';

/** Headers every answer gets anew, or that belong to one connection or one user. */
const NOT_KEPT =
  /^(cache-control|connection|content-length|content-type|date|keep-alive|transfer-encoding|set-cookie|www-authenticate|x-ms-server-fqdn|x-ms-correlation-id|client-request-id|x-content-type-options|trailer|upgrade|via)$/i;
const GUID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi;
const DATE = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z/g;
const CHAIN = /(<(?:[\w.-]+:)?BinarySecurityToken\s[^<>]*#PKCS7"[^<>]*>)[A-Za-z0-9+/=\s]+(?=<)/g;
/** A date further from the answer's than this says nothing of when it was given. */
const MAX_DISTANCE_S = 400 * 86_400;

/**
 * A recorded answer as a template file. Hosts, dates and identifiers the server made become placeholders; an identifier
 * the request had stays as it was, unless it is its MessageID.
 */
export function templateFromExchange(exchange: RecordedExchange, recording: Recording, name: string): string {
  const request = split(exchange.request);
  if (exchange.cut) throw new HarnessError('EXCHANGE_NOT_WHOLE', { exchange: exchange.id });
  const response = split(wholeResponse(exchange));
  const element = elementOf(request.body);
  const contentType = response.headers.find(([header]) => /^content-type$/i.test(header))?.[1];
  const text = response.body.toString('utf8');
  const isText = !text.includes('\ufffd') && !text.includes('\0');
  const headers = keptHeaders(response.headers, exchange.unpacked);
  const spec: TemplateSpec = {
    name,
    summary: `The answer to ${exchange.method} ${exchange.path}, as recorded.`,
    source: 'observed',
    match: {
      ...(element ? { element: { namespace: element.namespace, name: element.localName } } : { path: exchange.path }),
      method: exchange.method,
    },
    answer: {
      status: exchange.status,
      ...(contentType !== undefined && { contentType }),
      ...(headers.length > 0 && {
        headers: Object.fromEntries(headers),
      }),
      ...(response.body.length > 0 &&
        (isText
          ? { body: withPlaceholders(text, exchange, recording, request.body.toString('utf8')) }
          : { bodyBase64: response.body.toString('base64') })),
    },
  };
  return writtenTemplate(spec, name);
}

/** As a block of lines, which people read best; within quotes where YAML would not give the body back as it was. */
function writtenTemplate(spec: TemplateSpec, name: string): string {
  const lines = stringify(spec, { lineWidth: 0, blockQuote: 'literal' });
  if (parseTemplate(lines, name).answer.body === spec.answer.body) return lines;
  const quoted = stringify(spec, { lineWidth: 0, blockQuote: false });
  parseTemplate(quoted, name);
  return quoted;
}

/** Those a template can hold; of several with one name one list is made (RFC 9110 5.3). */
function keptHeaders(given: readonly (readonly [string, string])[], unpacked: boolean): [string, string][] {
  const kept = new Map<string, [string, string]>();
  for (const [header, value] of given) {
    if (NOT_KEPT.test(header) || (unpacked && /^content-encoding$/i.test(header))) continue;
    if (!/^[\x20-\x7e]*$/.test(value)) continue;
    const known = kept.get(header.toLowerCase());
    if (known) known[1] = `${known[1]}, ${literalText(value)}`;
    else kept.set(header.toLowerCase(), [header, literalText(value)]);
  }
  return [...kept.values()].slice(0, MAX_TEMPLATE_HEADERS);
}

function withPlaceholders(text: string, { at }: RecordedExchange, recording: Recording, request: string): string {
  const messageId = /<(?:[\w.-]+:)?MessageID(?:\s[^<>]*)?>([^<]+)</.exec(request)?.[1]?.trim();
  const labels = new Map<string, string>();
  let result = literalText(text);
  if (messageId !== undefined && messageId.length > 8) result = result.replaceAll(messageId, () => place('message-id'));
  result = result.replace(CHAIN, (_all, tag: string) => `${tag}${place('root-chain.pkcs7')}`);
  result = result.replace(GUID, (guid) => {
    const key = guid.toLowerCase();
    if (request.toLowerCase().includes(key)) return guid;
    const label = labels.get(key) ?? String(labels.size + 1);
    labels.set(key, label);
    return place(`uuid.${label}`);
  });
  result = result.replace(DATE, (date) => {
    const seconds = Math.round((Date.parse(date) - at.getTime()) / 1000);
    if (!(Math.abs(seconds) <= MAX_DISTANCE_S)) return date;
    return place(seconds === 0 ? 'now' : `now${seconds < 0 ? '-' : '+'}${Math.abs(seconds)}s`);
  });
  for (const [host, fqdn] of Object.entries(recording.hosts)) result = named(result, fqdn, place(`host.${host}`));
  return recording.sipDomain === undefined ? result : named(result, recording.sipDomain, place('sip-domain'));
}

function place(name: string): string {
  return `\${${name}}`;
}

/** Whole names alone: `contoso.com` in `other.contoso.com` is the name of another host. */
function named(text: string, name: string, placeholder: string): string {
  const pattern = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`(?<![\\w.{-])${pattern}(?![\\w-]|\\.\\w)`, 'gi'), () => placeholder);
}

function elementOf(body: Buffer): XmlElement | undefined {
  try {
    const document = parseXml(body);
    if (document.localName !== 'Envelope') return document;
    return parseEnvelope(body).operation;
  } catch (error) {
    if (error instanceof HarnessError) return undefined;
    throw error;
  }
}

function split(message: Buffer): { readonly headers: (readonly [string, string])[]; readonly body: Buffer } {
  const end = message.indexOf('\r\n\r\n');
  if (end < 0) return { headers: [], body: Buffer.alloc(0) };
  const [, ...lines] = message.subarray(0, end).toString('latin1').split('\r\n');
  const headers = lines.flatMap((line): (readonly [string, string])[] => {
    const colon = line.indexOf(':');
    return colon > 0 ? [[line.slice(0, colon), line.slice(colon + 1).trim()]] : [];
  });
  return { headers, body: message.subarray(end + 4) };
}
