import type { SipHeader } from './message.js';

/** RFC 3261 7.3.3 and the later registrations of one-letter names. */
const COMPACT: Readonly<Record<string, string>> = {
  a: 'accept-contact',
  b: 'referred-by',
  c: 'content-type',
  d: 'request-disposition',
  e: 'content-encoding',
  f: 'from',
  i: 'call-id',
  j: 'reject-contact',
  k: 'supported',
  l: 'content-length',
  m: 'contact',
  o: 'event',
  r: 'refer-to',
  s: 'subject',
  t: 'to',
  u: 'allow-events',
  v: 'via',
  x: 'session-expires',
  y: 'identity',
};

/** The full lower-case name of a header, whichever form it was written in. */
export function canonicalHeaderName(name: string): string {
  const lower = name.toLowerCase();
  return lower.length === 1 ? (COMPACT[lower] ?? lower) : lower;
}

/** The value of the first header of that name; names ignore case, and compact and long forms are the same. */
export function header(message: { headers: readonly SipHeader[] }, name: string): string | undefined {
  const wanted = canonicalHeaderName(name);
  return message.headers.find((each) => canonicalHeaderName(each.name) === wanted)?.value;
}

/** The values of every header line of that name, in order, one a line: comma lists are not split (see `listValues`). */
export function headerValues(message: { headers: readonly SipHeader[] }, name: string): string[] {
  const wanted = canonicalHeaderName(name);
  return message.headers.filter((each) => canonicalHeaderName(each.name) === wanted).map((each) => each.value);
}
