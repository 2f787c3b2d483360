import { isHeader } from './headers.js';
import { invalidSip } from './invalid.js';
import type { SipMessage } from './message.js';
import { parseStartLine } from './start-line.js';
import { knownToken } from './token.js';

/**
 * The bytes of a message: headers in their order, never folded, Content-Length added last unless one is present.
 * A Content-Length that is present is written as it stands, so that a fault can lie about it.
 * @throws HarnessError WIRE_INVALID for a name, value or start line that would not stay on its line
 */
export function serializeSip(message: SipMessage): Buffer {
  const start =
    message.kind === 'request'
      ? `${message.method} ${message.uri} SIP/2.0`
      : `SIP/2.0 ${message.status} ${message.reason}`;
  oneLine(start, 'the start line');
  if (parseStartLine(start).kind !== message.kind) throw invalidSip('the start line', 'the method reads as a version');
  let text = `${start}\r\n`;
  let hasLength = false;
  for (const { name, value } of message.headers) {
    if (knownToken(name) === undefined) throw invalidSip('a header name', 'it is not a token');
    oneLine(value, name);
    text += `${name}: ${value}\r\n`;
    hasLength ||= isHeader(name, 'Content-Length');
  }
  text += hasLength ? '\r\n' : `Content-Length: ${message.body.length}\r\n\r\n`;
  const head = Buffer.from(text);
  return message.body.length === 0 ? head : Buffer.concat([head, message.body]);
}

function oneLine(text: string, place: string): void {
  if (text.includes('\n') || text.includes('\r')) throw invalidSip(place, 'it contains a line break');
}
