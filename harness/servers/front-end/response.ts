import { randomHex } from '../../foundation/random-bytes.js';
import { header, parseAddress, type SipHeader, type SipRequest, type SipResponse } from '../../wire/sip/index.js';
import type { Link } from './connection/link.js';
import { receivedVias } from './received-via.js';
import type { Reply } from './reply.js';

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
  const body = Buffer.from(reply.body?.text ?? '');
  const headers: SipHeader[] = [
    ...(reply.before ?? []),
    ...named('From', withDisplayName(header(request, 'From'), displayName)),
    ...named('To', withTag(header(request, 'To'), reply.toTag)),
    ...named('Call-ID', header(request, 'Call-ID')),
    ...named('CSeq', header(request, 'CSeq')),
    ...receivedVias(request, link),
    ...(reply.after ?? []),
    { name: 'Server', value: link.server },
    ...named('Content-Type', reply.body?.type),
    { name: 'Content-Length', value: String(body.length) },
  ];
  return { kind: 'response', status: reply.status, reason: reply.reason, headers, body };
}

function named(name: string, value: string | undefined): SipHeader[] {
  return value === undefined ? [] : [{ name, value }];
}

/** The directory's name where the client gave none (observed); a signature covers only URI and tag. */
function withDisplayName(from: string | undefined, displayName: string | undefined): string | undefined {
  if (displayName === undefined || !from?.startsWith('<')) return from;
  return `"${displayName.replace(/[\\"]/g, '\\$&')}"${from}`;
}

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
