import { createHash } from 'node:crypto';
import type { SearchRequest } from '../../../wire/ldap/index.js';

const COOKIE_BYTES = 12;

/** Where the next page begins, tied to the question so that no other can go on with it. */
export function pageCookie(offset: number, question: SearchRequest): Buffer {
  const cookie = Buffer.alloc(COOKIE_BYTES);
  cookie.writeUInt32BE(offset, 0);
  fingerprint(question).copy(cookie, 4);
  return cookie;
}

/** Entries to pass over; undefined for a cookie that this question never got. */
export function pageOffset(cookie: Buffer, question: SearchRequest): number | undefined {
  if (cookie.length === 0) return 0;
  if (cookie.length !== COOKIE_BYTES || !cookie.subarray(4).equals(fingerprint(question))) return undefined;
  return cookie.readUInt32BE(0);
}

function fingerprint({ attributes, base, filter, scope }: SearchRequest): Buffer {
  const text = JSON.stringify([base, scope, filter, attributes]);
  return createHash('sha256').update(text).digest().subarray(0, 8);
}
