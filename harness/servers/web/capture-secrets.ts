import { overwriteCredentials, overwriteValues } from '../../journal/index.js';

/** Broken XML may end before the element does; then everything to the end counts as its value. */
const OPEN_PASSWORD = /<(?:[\w.-]+:)?(?:Password|PIN|Passphrase|BinarySecret|Nonce)(?:\s[^<>]*)?>([^<]*)/gi;
/** A compact web ticket is the credential itself (observed in clients of `/Auth`). */
const COMPACT_TICKET = /<(?:[\w.-]+:)?BinarySecurityToken\s[^<>]*cwt[^<>]*>([^<]*)/gi;
/** A bearer's ticket is as good as his password while it is fresh, but not without what its issuer signed it with. */
const TICKET_SIGNATURE = /<(?:[\w.-]+:)?SignatureValue(?:\s[^<>]*)?>([^<]*)/gi;
/** As forms, JSON and logs write it. */
const NAMED_VALUE =
  /\b(?:pin|password|passwd|pwd|passphrase|access_token|refresh_token)["']?\s*[=:]\s*["']?([^\s"'&;,<>]+)/gi;

/**
 * A body nobody could read as it may be kept: what people typed is overwritten at equal length, in every form in which
 * it is likely to be found, and whatever calls itself a PIN or password with it.
 */
export function withoutSecrets(body: Buffer, known: readonly string[]): Buffer {
  const copy = overwriteValues(overwriteCredentials(body), known.flatMap(forms));
  for (const value of known) fillAll(copy, Buffer.from(value, 'utf16le'));
  return filled(copy, [OPEN_PASSWORD, COMPACT_TICKET, NAMED_VALUE]);
}

/** The text with what calls itself a password or token, as in a query, overwritten at equal length. */
export function withoutNamedValues(text: string): string {
  return text.replace(NAMED_VALUE, (named, value: string) => named.slice(0, -value.length) + '*'.repeat(value.length));
}

/** A copy whose signed tickets can be read and no longer used. */
export function withoutTickets(bytes: Buffer): Buffer {
  return filled(Buffer.from(bytes), [TICKET_SIGNATURE]);
}

/** Overwrites the first group of every match. */
function filled(bytes: Buffer, patterns: readonly RegExp[]): Buffer {
  const text = bytes.toString('latin1');
  for (const pattern of patterns) {
    for (const match of text.matchAll(pattern)) {
      const value = match[1] ?? '';
      const start = match.index + match[0].length - value.length;
      bytes.fill('*', start, start + value.length);
    }
  }
  return bytes;
}

function forms(value: string): string[] {
  const escaped = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  return [...new Set([value, encodeURIComponent(value), escaped, Buffer.from(value).toString('hex')])];
}

function fillAll(bytes: Buffer, wanted: Buffer): void {
  if (wanted.length === 0) return;
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + wanted.length)) {
    bytes.fill('*', at, at + wanted.length);
  }
}
