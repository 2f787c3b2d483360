import { HarnessError } from '../../foundation/errors/index.js';
import { canonicalHeaderName } from './headers.js';
import { invalidSip } from './invalid.js';
import { MAX_HEADER_COUNT, MAX_SIP_BODY, MAX_SIP_HEADERS_BYTES } from './limits.js';
import type { SipHeader, SipMessage } from './message.js';
import { parseStartLine, type StartLine, TOKEN } from './start-line.js';

const END_OF_HEADERS = Buffer.from('\r\n\r\n');

/**
 * One complete message, as from a datagram or a file (RFC 3261 7). Content-Length, when there, must be the body's
 * length; without it the body is everything after the headers.
 * @throws HarnessError WIRE_TRUNCATED, WIRE_TOO_LARGE or WIRE_INVALID
 */
export function parseSip(bytes: Buffer): SipMessage {
  const end = bytes.indexOf(END_OF_HEADERS);
  if ((end === -1 ? bytes.length : end) > MAX_SIP_HEADERS_BYTES) throw headersTooLarge(MAX_SIP_HEADERS_BYTES);
  if (end === -1) throw truncated(bytes.length, 'the headers');
  const { lines } = splitHead(bytes.subarray(0, end));
  const start = parseStartLine(lines[0] ?? '');
  const headers = parseHeaderLines(lines.slice(1), MAX_HEADER_COUNT);
  const body = Buffer.from(bytes.subarray(end + END_OF_HEADERS.length));
  const length = contentLength(headers);
  if (Math.max(length ?? 0, body.length) > MAX_SIP_BODY) throw bodyTooLarge(MAX_SIP_BODY);
  if (length !== undefined && length > body.length) throw truncated(bytes.length, 'the body');
  if (length !== undefined && length < body.length) {
    throw invalidSip('the body', `Content-Length is ${length} but ${body.length} bytes follow the headers`);
  }
  return messageOf(start, headers, body);
}

export function messageOf(start: StartLine, headers: SipHeader[], body: Buffer): SipMessage {
  return { ...start, headers, body };
}

/** Start line and unfolded header lines; a fold becomes one blank (RFC 3261 7.3.1). */
export function splitHead(head: Buffer): { lines: string[] } {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(head);
  } catch {
    throw invalidSip('the headers', 'they are not UTF-8');
  }
  const lines: string[][] = [];
  for (const line of text.split('\r\n')) {
    if (/[\r\n]/.test(line)) throw invalidSip(`line ${lines.length + 1}`, 'a CR or LF stands alone');
    if (!/^[ \t]/.test(line)) lines.push([line]);
    else if (lines.length > 1) lines.at(-1)?.push(line);
    else throw invalidSip(`line ${lines.length + 1}`, 'there is no header line to continue');
  }
  return { lines: lines.map(([first = '', ...folds]) => [first, ...folds.map((fold) => fold.trim())].join(' ')) };
}

export function parseHeaderLines(lines: readonly string[], maxCount: number): SipHeader[] {
  if (lines.length > maxCount)
    throw new HarnessError('WIRE_TOO_LARGE', tooLarge(`${maxCount} header lines`, 'headers'));
  return lines.map((line, i) => {
    const colon = line.indexOf(':');
    const place = `header line ${i + 1}`;
    if (colon === -1) throw invalidSip(place, 'it has no colon');
    const name = line.slice(0, colon).trimEnd();
    if (!TOKEN.test(name)) throw invalidSip(place, 'the header name is not a token');
    return { name, value: line.slice(colon + 1).trim() };
  });
}

/** The Content-Length in bytes, or undefined without one. Repeated with different values it is invalid. */
export function contentLength(headers: readonly SipHeader[]): number | undefined {
  let found: number | undefined;
  for (const { name, value } of headers) {
    if (canonicalHeaderName(name) !== 'content-length') continue;
    if (!/^[0-9]{1,10}$/.test(value)) throw invalidSip('Content-Length', 'it is not a decimal number of bytes');
    const length = Number(value);
    if (found !== undefined && found !== length) throw invalidSip('Content-Length', 'it is given twice, differently');
    found = length;
  }
  return found;
}

function tooLarge(limit: string, place: string) {
  return { what: 'The SIP message', limit, place };
}

export function headersTooLarge(limit: number): HarnessError {
  return new HarnessError('WIRE_TOO_LARGE', tooLarge(`${limit} bytes of headers`, 'headers'));
}

export function bodyTooLarge(limit: number): HarnessError {
  return new HarnessError('WIRE_TOO_LARGE', tooLarge(`${limit} bytes of body`, 'body'));
}

function truncated(length: number, place: string): HarnessError {
  return new HarnessError('WIRE_TRUNCATED', { what: 'The SIP message', length, place });
}
