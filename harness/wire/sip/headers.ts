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

/** Whether a name on the wire is that header's, in any case or compact. `wanted` is the long name. */
export function isHeader(name: string, wanted: string): boolean {
  // Every lookup walks all lines of a message, nearly all of which its length already rules out.
  if (name.length !== wanted.length) return name.length === 1 && canonicalHeaderName(name) === wanted.toLowerCase();
  if (name === wanted) return true;
  // Nor do most of the others begin and end alike; only the rest is worth two texts in lower case.
  return (
    sameLetter(name, wanted, 0) &&
    sameLetter(name, wanted, name.length - 1) &&
    name.toLowerCase() === wanted.toLowerCase()
  );
}

/** The bit by which the cases of a letter differ. */
const CASE = 0x20;

function sameLetter(one: string, other: string, at: number): boolean {
  return (one.charCodeAt(at) | CASE) === (other.charCodeAt(at) | CASE);
}

/** The value of the first header of that name; names ignore case, and compact and long forms are the same. */
export function header(message: { headers: readonly SipHeader[] }, name: string): string | undefined {
  const wanted = longName(name);
  for (const each of message.headers) if (isHeader(each.name, wanted)) return each.value;
  return undefined;
}

/** The values of every header line of that name, in order, one a line: comma lists are not split (see `listValues`). */
export function headerValues(message: { headers: readonly SipHeader[] }, name: string): string[] {
  const wanted = longName(name);
  const values: string[] = [];
  for (const each of message.headers) if (isHeader(each.name, wanted)) values.push(each.value);
  return values;
}

/** The place of the next header of that name from a place on; -1 when there is none. `wanted` is the long name. */
export function nextHeader(headers: readonly SipHeader[], wanted: string, from: number): number {
  for (let place = from; place < headers.length; place++)
    if (isHeader(headers[place]?.name ?? '', wanted)) return place;
  return -1;
}

function longName(name: string): string {
  return name.length === 1 ? canonicalHeaderName(name) : name;
}
