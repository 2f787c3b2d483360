import { overwriteCredentials } from '../../../journal/index.js';
import { isHeader, type SipMessage } from '../../../wire/sip/index.js';

/**
 * The bytes of a message as they may be recorded. Most messages have no place for a credential, which is seen in their
 * headers more quickly than in their bytes.
 */
export function recordable(raw: Buffer, message?: SipMessage): Buffer {
  return message && !mayHoldCredentials(message) ? raw : overwriteCredentials(raw);
}

const SECRET_ELEMENT = /<(?:[\w.-]+:)?(?:Password|BinarySecret|Nonce)/i;

/** Whether anything in the message could be what `overwriteCredentials` looks for. */
export function mayHoldCredentials({ body, headers }: Pick<SipMessage, 'body' | 'headers'>): boolean {
  if (body.length > 0) return true;
  for (const { name, value } of headers) {
    // Most names are told by their length alone.
    if (SECRET_LENGTHS.has(name.length) && isSecret(name, value)) return true;
    // An element has two brackets that open, an address one.
    const open = value.indexOf('<');
    if (open >= 0 && value.includes('<', open + 1) && SECRET_ELEMENT.test(value)) return true;
  }
  return false;
}

const SECRET_NAMES = ['Cookie', 'X-MS-WebTicket'];
const CREDENTIALS = ['Authorization', 'Proxy-Authorization'];
const SECRET_LENGTHS: ReadonlySet<number> = new Set([...SECRET_NAMES, ...CREDENTIALS].map(({ length }) => length));

function isSecret(name: string, value: string): boolean {
  if (SECRET_NAMES.some((each) => isHeader(name, each))) return true;
  // A signature reveals no secret, a step of a handshake may.
  return CREDENTIALS.some((each) => isHeader(name, each)) && (!value.includes('qop=') || /gssapi-data/i.test(value));
}
