import { header, type SipHeader, type SipMessage } from '../../wire/sip/index.js';
import type { Link } from './connection/link.js';
import { responseTo } from './response.js';

/** Without these nobody could tell which request a response belongs to (RFC 3261 8.2.6.2). */
const NEEDED = ['Via', 'From', 'To', 'Call-ID', 'CSeq'];

/** 400 for a request that cannot be read, made of the headers that could be; undefined when they do not suffice. */
export function badRequest(headers: readonly SipHeader[], link: Link): SipMessage | undefined {
  if (NEEDED.some((name) => !header({ headers }, name))) return undefined;
  return responseTo({ headers: [...headers] }, link, { status: 400, reason: 'Bad Request' });
}
