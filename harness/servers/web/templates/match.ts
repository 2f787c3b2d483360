import type { TemplateMatch, WebTemplate } from '../../../deployment/index.js';
import type { XmlElement } from '../../../wire/xml/index.js';
import type { WebRequest } from '../exchange.js';

/** The element a template is chosen by: the SOAP body's first, or the root of what is XML but not SOAP. */
export function firstElement({
  document,
  envelope,
}: Pick<WebRequest, 'document' | 'envelope'>): XmlElement | undefined {
  return envelope ? envelope.operation : document;
}

/** SOAPAction without its quotes. */
export function soapActionOf({ headers }: Pick<WebRequest, 'headers'>): string | undefined {
  return [headers.soapaction].flat()[0]?.replace(/^"(.*)"$/, '$1');
}

/** The first template that fits the request. */
export function matchingTemplate(
  templates: readonly WebTemplate[],
  request: Pick<WebRequest, 'method' | 'path' | 'headers' | 'document' | 'envelope'>,
): WebTemplate | undefined {
  return templates.find(({ match }) => fits(match, request));
}

function fits(
  { element, method, path, soapAction, userAgent }: TemplateMatch,
  request: Pick<WebRequest, 'method' | 'path' | 'headers' | 'document' | 'envelope'>,
): boolean {
  if (method !== undefined && method.toUpperCase() !== request.method.toUpperCase()) return false;
  if (path !== undefined && !pathFits(path, request.path)) return false;
  if (soapAction !== undefined && soapAction !== soapActionOf(request)) return false;
  if (userAgent !== undefined && !pathFits(userAgent, request.headers['user-agent'] ?? '')) return false;
  if (element === undefined) return true;
  const first = firstElement(request);
  if (!first) return false;
  const { name = '*', namespace = '*' } = element;
  return (namespace === '*' || namespace === first.namespace) && (name === '*' || name === first.localName);
}

/** Linear whatever the pattern: parts are looked for from left to right, never again. */
export function pathFits(pattern: string, path: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/(?<=.)\/$/, '');
  const [first = '', ...parts] = plain(pattern).split('*');
  const text = plain(path);
  const last = parts.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
