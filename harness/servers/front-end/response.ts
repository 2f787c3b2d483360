import { randomHex } from '../../foundation/random-bytes.js';
import { remembered } from '../../foundation/remembered.js';
import { header, parseAddress, type SipHeader, type SipRequest, type SipResponse } from '../../wire/sip/index.js';
import type { Link } from './connection/link.js';
import { receivedVias } from './received-via.js';
import type { Reply } from './reply.js';

const NO_BODY = Buffer.alloc(0);
const NO_HEADERS: readonly SipHeader[] = [];

/**
 * The response to a request with a reply's parts, in the header order of Lync Server 2013 (observed). The request's
 * From, To, Call-ID and CSeq are echoed as text: clients compare them and signatures cover them.
 */
export function responseTo(
  request: Pick<SipRequest, 'headers'>,
  link: Link,
  reply: Reply,
  displayName?: string,
): SipResponse {
  const body = reply.body ? Buffer.from(reply.body.text) : NO_BODY;
  const headers: SipHeader[] = [];
  const put = (name: string, value: string | undefined) => {
    if (value !== undefined) headers.push({ name, value });
  };
  for (const each of reply.before ?? NO_HEADERS) headers.push(each);
  put('From', withDisplayName(header(request, 'From'), displayName));
  put('To', withTag(header(request, 'To'), reply.toTag));
  put('Call-ID', header(request, 'Call-ID'));
  put('CSeq', header(request, 'CSeq'));
  for (const each of receivedVias(request, link)) headers.push(each);
  for (const each of reply.after ?? NO_HEADERS) headers.push(each);
  headers.push({ name: 'Server', value: link.server });
  put('Content-Type', reply.body?.type);
  headers.push({ name: 'Content-Length', value: String(body.length) });
  return { kind: 'response', status: reply.status, reason: reply.reason, headers, body };
}

/** The directory's name where the client gave none (observed); a signature covers only URI and tag. */
function withDisplayName(from: string | undefined, displayName: string | undefined): string | undefined {
  if (displayName === undefined || !from?.startsWith('<')) return from;
  return `${quotedName(displayName)}${from}`;
}

const quotedName = remembered((name) => `"${name.replace(/[\\"]/g, '\\$&')}"`, { entries: 1024, longest: 256 });

function withTag(to: string | undefined, tag = newTag()): string | undefined {
  if (to === undefined || hasTag(to)) return to;
  return `${to};tag=${tag}`;
}

/** A tag as Lync servers write it: 32 hex digits in upper case (observed). */
export function newTag(): string {
  return randomHex(16);
}

function hasTag(to: string): boolean {
  try {
    return parseAddress(to).parameters.has('tag');
  } catch {
    // A To that cannot be read goes back as it came, in the 400 that says so.
    return true;
  }
}
