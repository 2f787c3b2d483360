import type { WebReply } from './web-fault.js';

/** A short page, as a web server or a proxy before it makes for a status. */
export function page(status: number, sentence: string, headers?: Readonly<Record<string, string>>): WebReply {
  const body = `<html><head><title>${status}</title></head><body><p>${sentence}</p></body></html>`;
  return { status, contentType: 'text/html; charset=utf-8', body, ...(headers && { headers }) };
}

/** The text of an answer that is XML. */
export function xmlOf({ body, contentType }: WebReply): string | undefined {
  if (body === undefined || !/^[^;]*[/+]xml\b/i.test(contentType ?? '')) return undefined;
  return typeof body === 'string' ? body : body.toString('utf8');
}

/** One line that can stand in a page, a fault or a header. */
export const LINE = /^[^"<>&\r\n]{1,200}$/;
