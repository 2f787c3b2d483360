/** What a client speaks, told by its first bytes; `incomplete` asks for more of them. */
export type FirstBytes = { kind: 'tls' | 'sslv2' | 'http' | 'sip' | 'unknown' | 'incomplete' };

/** Text that has not shown its protocol after so many bytes never will. */
export const MAX_FIRST_BYTES = 4096;

const httpMethods = ['GET', 'POST', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'CONNECT', 'PROPFIND', 'PRI'];
const sipMethods = [
  'REGISTER',
  'INVITE',
  'ACK',
  'BYE',
  'CANCEL',
  'SUBSCRIBE',
  'NOTIFY',
  'BENOTIFY',
  'SERVICE',
  'MESSAGE',
  'INFO',
  'PRACK',
  'UPDATE',
  'REFER',
  'PUBLISH',
  'NEGOTIATE',
];

/** Recognises TLS, an SSLv2-format ClientHello, HTTP and SIP. Never throws. */
export function recognizeFirstBytes(bytes: Buffer): FirstBytes {
  return { kind: isBinaryStart(bytes) ? binaryKind(bytes) : textKind(bytes) };
}

function isBinaryStart(bytes: Buffer): boolean {
  const first = bytes[0];
  return first !== undefined && (first >= 0x80 || (first < 0x20 && first !== 0x0d && first !== 0x0a));
}

function binaryKind(bytes: Buffer): FirstBytes['kind'] {
  const [first = 0, second, third] = bytes;
  if (first >= 20 && first <= 24) {
    if (second !== undefined && second !== 3) return 'unknown';
    if (third !== undefined && third > 4) return 'unknown';
    return third === undefined ? 'incomplete' : 'tls';
  }
  if (first < 0x80) return 'unknown';
  if (isSslv2Start(bytes)) return 'sslv2';
  if (third !== undefined && third !== 1) return 'unknown';
  return bytes.length < 5 ? 'incomplete' : 'unknown';
}

/** Whether the bytes start an SSL 2.0 record with a ClientHello for SSL 2.0 or 3.x (RFC 5246, appendix E.2). */
export function isSslv2Start(bytes: Buffer): boolean {
  if (bytes.length < 5 || bytes.readUInt8(0) < 0x80 || bytes.readUInt8(2) !== 1) return false;
  return bytes.readUInt16BE(3) === 2 || bytes.readUInt8(3) === 3;
}

/** Length of the SSL 2.0 record with its two-byte header. */
export function sslv2Length(bytes: Buffer): number {
  return 2 + (bytes.readUInt16BE(0) & 0x7fff);
}

function textKind(bytes: Buffer): FirstBytes['kind'] {
  const open = bytes.length < MAX_FIRST_BYTES ? 'incomplete' : 'unknown';
  // SIP peers may send empty lines as keep-alive before a message.
  const text = bytes
    .subarray(0, MAX_FIRST_BYTES)
    .toString('latin1')
    .replace(/^[\r\n]+/, '');
  if (text === '') return open;
  const end = text.search(/[\r\n]/);
  const line = end < 0 ? text : text.slice(0, end);
  if (/^SIP\/2\.0 /.test(line) || / SIP\/\d\.\d$/.test(line)) return 'sip';
  if (/^HTTP\/\d/.test(line) || / HTTP\/\d(\.\d)?$/.test(line)) return 'http';
  const [, method, target] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
  if (method !== undefined) {
    if (httpMethods.includes(method)) return 'http';
    if (sipMethods.includes(method)) return 'sip';
    if (method === 'OPTIONS' && /^sips?:/i.test(target ?? '')) return 'sip';
    if (method === 'OPTIONS' && /^[/*]|^https?:/i.test(target ?? '')) return 'http';
    if (method === 'OPTIONS' && end < 0) return open;
    return 'unknown';
  }
  const known = [...httpMethods, ...sipMethods, 'OPTIONS', 'SIP/2.0', 'HTTP/1.1'];
  return end < 0 && known.some((word) => word.startsWith(line)) ? open : 'unknown';
}
