import { remembered } from '../../foundation/remembered.js';
import { invalidSip } from './invalid.js';
import { TOKEN } from './token.js';

export type StartLine =
  | { readonly kind: 'request'; readonly method: string; readonly uri: string }
  | { readonly kind: 'response'; readonly status: number; readonly reason: string };

/** The first line: `METHOD uri SIP/2.0` with single blanks, or `SIP/2.0 status reason` (RFC 3261 7.1, 7.2). */
export const parseStartLine: (line: string) => StartLine = remembered(readStartLine, { entries: 256, longest: 256 });

function readStartLine(line: string): StartLine {
  if (/^SIP\//i.test(line)) return parseStatusLine(line);
  const parts = line.split(' ');
  const [method, uri, version] = parts;
  if (parts.length !== 3 || !method || !uri || !version) {
    throw invalidSip('the request line', 'it is not a method, a URI and SIP/2.0 separated by single blanks');
  }
  if (!TOKEN.test(method)) throw invalidSip('the request line', 'the method is not a token');
  checkVersion(version, 'the request line');
  if (hasControlOrBlank(uri) || /[<>"]/.test(uri)) {
    throw invalidSip('the request line', 'the URI has characters a URI cannot have');
  }
  return { kind: 'request', method, uri };
}

function parseStatusLine(line: string): StartLine {
  const match = /^(\S+) ([0-9]+)(?: (.*))?$/s.exec(line);
  if (!match) throw invalidSip('the status line', 'it is not SIP/2.0, a status code and a reason');
  checkVersion(match[1] ?? '', 'the status line');
  const status = Number(match[2]);
  if (match[2]?.length !== 3 || status < 100 || status > 699) {
    throw invalidSip('the status line', 'the status code is not from 100 to 699');
  }
  return { kind: 'response', status, reason: match[3] ?? '' };
}

function checkVersion(version: string, place: string): void {
  if (version.toUpperCase() !== 'SIP/2.0') throw invalidSip(place, 'the version is not SIP/2.0');
}

function hasControlOrBlank(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code <= 0x20 || code === 0x7f) return true;
  }
  return false;
}
