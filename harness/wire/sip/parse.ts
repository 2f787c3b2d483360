import { isAscii, isUtf8 } from 'node:buffer';
import { HarnessError } from '../../foundation/errors/index.js';
import { hasLineEnd } from './header-line.js';
import { isHeader } from './headers.js';
import { invalidSip } from './invalid.js';
import { allLimits, type SipLimits } from './limits.js';
import type { SipHeader, SipMessage } from './message.js';
import { parseStartLine, type StartLine } from './start-line.js';
import { knownToken } from './token.js';

export const END_OF_HEADERS = Buffer.from('\r\n\r\n');

/**
 * One complete message, as from a datagram or a file (RFC 3261 7). Content-Length, when there, must be the body's
 * length; without it the body is everything after the headers.
 * @throws HarnessError WIRE_TRUNCATED, WIRE_TOO_LARGE or WIRE_INVALID
 */
export function parseSip(bytes: Buffer): SipMessage {
  const limits = allLimits();
  const end = bytes.indexOf(END_OF_HEADERS);
  if ((end === -1 ? bytes.length : end) > limits.maxHeaderBytes) throw headersTooLarge(limits.maxHeaderBytes);
  if (end === -1) throw truncated(bytes.length, 'the headers');
  const { lines } = splitHead(bytes.subarray(0, end));
  const start = parseStartLine(lines[0] ?? '');
  const headers = parseHeaderLines(lines.slice(1), limits);
  const body = Buffer.from(bytes.subarray(end + END_OF_HEADERS.length));
  const length = contentLength(headers);
  if (Math.max(length ?? 0, body.length) > limits.maxBodyBytes) throw bodyTooLarge(limits.maxBodyBytes);
  if (length !== undefined && length > body.length) throw truncated(bytes.length, 'the body');
  if (length !== undefined && length < body.length) {
    throw invalidSip('the body', `Content-Length is ${length} but ${body.length} bytes follow the headers`);
  }
  return messageOf(start, headers, body);
}

export function messageOf(start: StartLine, headers: SipHeader[], body: Buffer): SipMessage {
  if (start.kind === 'request') return { kind: 'request', method: start.method, uri: start.uri, headers, body };
  return { kind: 'response', status: start.status, reason: start.reason, headers, body };
}

/** Start line and unfolded header lines; a fold becomes one blank (RFC 3261 7.3.1). */
export function splitHead(head: Buffer): { lines: string[] } {
  const lines: string[] = [];
  for (const line of textOf(head).split('\r\n')) {
    if (hasLineEnd(line)) {
      throw invalidSip(`line ${lines.length + 1}`, 'a CR or LF stands alone');
    }
    if (!line.startsWith(' ') && !line.startsWith('\t')) lines.push(line);
    else if (lines.length > 1) lines.push(`${lines.pop()} ${line.trim()}`);
    else throw invalidSip(`line ${lines.length + 1}`, 'there is no header line to continue');
  }
  return { lines };
}

/** Most heads are ASCII, which is read several times as fast. */
function textOf(head: Buffer): string {
  if (isAscii(head)) return head.toString('latin1');
  if (!isUtf8(head)) throw invalidSip('the headers', 'they are not UTF-8');
  return head.toString();
}

export function parseHeaderLines(
  lines: readonly string[],
  { maxHeaderCount, maxHeaderLine }: Pick<Required<SipLimits>, 'maxHeaderCount' | 'maxHeaderLine'>,
): SipHeader[] {
  if (lines.length > maxHeaderCount) throw tooLarge(`${maxHeaderCount} header lines`, 'headers');
  return lines.map((line, i) => {
    const colon = line.indexOf(':');
    if (line.length > maxHeaderLine)
      throw tooLarge(`${maxHeaderLine} characters of one header`, `header line ${i + 1}`);
    if (colon === -1) throw invalidSip(`header line ${i + 1}`, 'it has no colon');
    const name = knownToken(line.slice(0, colon).trimEnd());
    if (name === undefined) throw invalidSip(`header line ${i + 1}`, 'the header name is not a token');
    return { name, value: line.slice(colon + 1).trim() };
  });
}

/** The Content-Length in bytes, or undefined without one. Repeated with different values it is invalid. */
export function contentLength(headers: readonly SipHeader[]): number | undefined {
  let found: number | undefined;
  for (const { name, value } of headers) {
    if (!isHeader(name, 'Content-Length')) continue;
    if (!/^[0-9]+$/.test(value)) throw invalidSip('Content-Length', 'it is not a decimal number of bytes');
    const length = Number(value);
    if (found !== undefined && found !== length) throw invalidSip('Content-Length', 'it is given twice, differently');
    found = length;
  }
  return found;
}

function tooLarge(limit: string, place: string): HarnessError {
  return new HarnessError('WIRE_TOO_LARGE', { what: 'The SIP message', limit, place });
}

export function headersTooLarge(limit: number): HarnessError {
  return tooLarge(`${limit} bytes of headers`, 'headers');
}

export function bodyTooLarge(limit: number): HarnessError {
  return tooLarge(`${limit} bytes of body`, 'body');
}

export function truncated(length: number, place: string): HarnessError {
  return new HarnessError('WIRE_TRUNCATED', { what: 'The SIP message', length, place });
}
