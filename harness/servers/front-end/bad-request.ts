import { header, type SipHeader, type SipMessage, type SipRefusal } from '../../wire/sip/index.js';
import type { Link } from './connection/link.js';
import { responseTo } from './response.js';

const badRequestReply = { status: 400, reason: 'Bad Request' } as const;

/**
 * The refusal of a request that cannot be read, made of the headers that could be: what is missing in the request is
 * missing in the response (RFC 4475 3.3.1). Undefined without a Via: then it was hardly SIP.
 */
export function badRequest(
  headers: readonly SipHeader[],
  link: Link,
  refusal: SipRefusal = badRequestReply,
): SipMessage | undefined {
  if (!header({ headers }, 'Via')) return undefined;
  return responseTo({ headers: [...headers] }, link, refusal);
}
