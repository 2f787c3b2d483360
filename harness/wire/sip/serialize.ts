import { bytesOfText } from '../../foundation/text-bytes.js';
import { isHeader } from './headers.js';
import { invalidSip } from './invalid.js';
import { lineOf, oneLine } from './line-of.js';
import type { SipMessage } from './message.js';
import { parseStartLine } from './start-line.js';
import { WrittenHeader } from './written-header.js';

/**
 * The bytes of a message: headers in their order, never folded, Content-Length added last unless one is present.
 * A Content-Length that is present is written as it stands, so that a fault can lie about it.
 * @throws HarnessError WIRE_INVALID for a name, value or start line that would not stay on its line
 */
export function serializeSip(message: SipMessage): Buffer {
  let text = startLine(message);
  let hasLength = false;
  for (const header of message.headers) {
    text += WrittenHeader.line(header) ?? lineOf(header.name, header.value);
    hasLength ||= isHeader(header.name, 'Content-Length');
  }
  text += hasLength ? '\r\n' : `Content-Length: ${message.body.length}\r\n\r\n`;
  const head = bytesOfText(text);
  return message.body.length === 0 ? head : Buffer.concat([head, message.body]);
}

/** With its line end. */
function startLine(message: SipMessage): string {
  if (message.kind === 'response' && message.status === 200 && message.reason === 'OK') return OK;
  const start =
    message.kind === 'request'
      ? `${message.method} ${message.uri} SIP/2.0`
      : `SIP/2.0 ${message.status} ${message.reason}`;
  oneLine(start, 'the start line');
  if (parseStartLine(start).kind !== message.kind) throw invalidSip('the start line', 'the method reads as a version');
  return `${start}\r\n`;
}

const OK = 'SIP/2.0 200 OK\r\n';
