import { randomHex } from '../../foundation/random-bytes.js';
import { header, type SipHeader, type SipRequest, type SipResponse, WrittenHeader } from '../../wire/sip/index.js';
import type { Link } from './connection/link.js';
import { Echo, echo } from './echo.js';
import type { Exchange } from './exchange.js';
import type { Reply } from './reply.js';

const NO_BODY = Buffer.alloc(0);
const NO_HEADERS: readonly SipHeader[] = [];
/** Not made before it is needed. */
let nothingFollows: SipHeader | undefined;

/** The response to an exchange's request with a reply's parts; `displayName` is the directory's for who sent it. */
export function answerTo({ facts, link, request }: Exchange, reply: Reply, displayName?: string): SipResponse {
  return composed(facts.find(echo), request, link, reply, displayName);
}

/** The same for a request of which nothing is known but what its headers are. */
export function responseTo(request: Pick<SipRequest, 'headers'>, link: Link, reply: Reply): SipResponse {
  return composed(new Echo({ headers: request.headers, again: false }, link), request, link, reply);
}

/** In the header order of Lync Server 2013 (observed). */
function composed(
  echoed: Echo,
  request: Pick<SipRequest, 'headers'>,
  link: Link,
  reply: Reply,
  displayName?: string,
): SipResponse {
  const body = reply.body ? Buffer.from(reply.body.text) : NO_BODY;
  const headers: SipHeader[] = [];
  const put = (line: SipHeader | undefined) => {
    if (line !== undefined) headers.push(line);
  };
  for (const each of reply.before ?? NO_HEADERS) headers.push(each);
  put(echoed.from(displayName));
  put(echoed.to(reply.toTag ?? newTag()));
  put(echoed.callId);
  const cseq = header(request, 'CSeq');
  if (cseq !== undefined) headers.push({ name: 'CSeq', value: cseq });
  for (const each of echoed.vias) headers.push(each);
  for (const each of reply.after ?? NO_HEADERS) headers.push(each);
  headers.push(link.server);
  if (reply.body) headers.push({ name: 'Content-Type', value: reply.body.type });
  headers.push(contentLength(body));
  return { kind: 'response', status: reply.status, reason: reply.reason, headers, body };
}

function contentLength({ length }: Buffer): SipHeader {
  if (length > 0) return { name: 'Content-Length', value: String(length) };
  nothingFollows ??= new WrittenHeader('Content-Length', '0');
  return nothingFollows;
}

/** A tag as Lync servers write it: 32 hex digits in upper case (observed). */
export function newTag(): string {
  return randomHex(16);
}
