import type { TemplatePiece, WebTemplate } from '../../../deployment/index.js';
import { escapeAttribute, escapeText } from '../../../wire/xml/index.js';
import type { WebAnswer } from '../exchange.js';

/** The template's answer, with every value written as its place demands: markup, JSON or a header cannot be broken by one. */
export function renderTemplate(template: WebTemplate, values: (placeholder: string) => string): WebAnswer {
  const { body, contentType, headers, status } = template;
  const write = writerFor(contentType ?? '');
  const filled = Object.entries(headers).map(([name, pieces]) => [name, join(pieces, values, headerValue)]);
  return {
    status,
    ...(contentType !== undefined && { contentType }),
    ...(filled.length > 0 && { headers: Object.fromEntries(filled) as Record<string, string> }),
    ...(!isEmpty(body) && { body: Buffer.isBuffer(body) ? body : join(body, values, write) }),
  };
}

function isEmpty(body: WebTemplate['body']): boolean {
  return body.length === 0;
}

function join(
  pieces: readonly TemplatePiece[],
  values: (placeholder: string) => string,
  write: (value: string) => string,
): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : write(values(piece.placeholder)))).join('');
}

function writerFor(contentType: string): (value: string) => string {
  if (/xml|html/i.test(contentType)) return markup;
  if (/json/i.test(contentType)) return (value) => JSON.stringify(value).slice(1, -1);
  return (value) => value;
}

/** For text and for attributes in either quotes; what XML cannot carry is left out. */
function markup(value: string): string {
  const carried = value.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
  return escapeText(carried).replaceAll('"', escapeAttribute('"')).replaceAll("'", '&#39;');
}

function headerValue(value: string): string {
  return value.replace(/[^\x20-\x7e]/g, '');
}
