import { overwriteCredentials } from '../../../journal/index.js';
import { isHeader, type SipMessage } from '../../../wire/sip/index.js';

/**
 * The bytes of a message as they may be recorded. Most messages have no place for a credential, which is seen in their
 * headers more quickly than in their bytes.
 */
export function recordable(raw: Buffer, message: SipMessage | undefined): Buffer {
  return message && !mayHoldCredentials(message) ? raw : overwriteCredentials(raw);
}

const SECRET_ELEMENT = /<(?:[\w.-]+:)?(?:Password|BinarySecret|Nonce)/i;

/** Whether anything in the message could be what `overwriteCredentials` looks for. */
function mayHoldCredentials({ body, headers }: SipMessage): boolean {
  if (body.length > 0) return true;
  for (const { name, value } of headers) {
    if (isHeader(name, 'Cookie') || isHeader(name, 'X-MS-WebTicket')) return true;
    if (isHeader(name, 'Authorization') || isHeader(name, 'Proxy-Authorization')) {
      // A signature reveals no secret, a step of a handshake may.
      if (!value.includes('qop=') || /gssapi-data/i.test(value)) return true;
    }
    // An element has two brackets that open, an address one.
    if (value.indexOf('<') !== value.lastIndexOf('<') && SECRET_ELEMENT.test(value)) return true;
  }
  return false;
}
