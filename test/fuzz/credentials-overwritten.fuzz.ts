import fc from 'fast-check';
import { overwriteCredentials } from '../../harness/journal/index.js';
import type { FuzzTarget } from './target.js';

const pieces = [
  ...['<', '>', '</', '=', '"', ': ', ':', ' ', '\t', '\r\n', '\n', '\r', 'wsse:', 't:', 'x', 'secret', ','],
  ...['Password', 'password', 'BinarySecret', 'NONCE', 'Authorization', 'Proxy-Authorization', 'Cookie', 'Set-Cookie'],
  ...['X-MS-WebTicket', 'gssapi-data', 'TlRMTVNTUAADAAAA', 'NTLM', 'Basic', 'TLS-DSK', 'qop', 'opaque='],
  ...['<wsse:Password Type="a">', '</wsse:Password>', '\r\nCookie: ', '\r\nAuthorization: Negotiate ', 'gssapi-data="'],
];

/** Every pattern looked for in all of the text, as slowly as can be. */
function everywhere(text: string): string {
  const stars = (value: string) => '*'.repeat(value.length);
  const elements = /(<(?:[\w.-]+:)?(?:Password|BinarySecret|Nonce)(?:\s[^<>]*)?>)([^<]*)(?=<)/gi;
  const headers =
    /^((?:(?:Proxy-)?Authorization|X-MS-WebTicket|Cookie|Set-Cookie):[ \t]*(?:(?:NTLM|Negotiate|Basic|Bearer)[ \t]+)?)([^\r\n]+)/gim;
  const responses = /(gssapi-data[ \t]*=[ \t]*"?)(TlRMTVNTUAAD[A-Za-z0-9+/=]*)/gi;
  const signature = (line: string) =>
    /^(?:Proxy-)?Authorization:\s*(?:TLS-DSK|Kerberos)\s/i.test(line) || /qop\s*=/.test(line);
  // From the text as it came: none of them hides what another looks for.
  const found: [number, string][] = [];
  for (const match of text.matchAll(elements)) found.push([match.index + (match[1] ?? '').length, match[2] ?? '']);
  for (const match of text.matchAll(headers))
    if (!signature(match[0])) found.push([match.index + (match[1] ?? '').length, match[2] ?? '']);
  for (const match of text.matchAll(responses)) found.push([match.index + (match[1] ?? '').length, match[2] ?? '']);
  return found.reduce((all, [at, value]) => all.slice(0, at) + stars(value) + all.slice(at + value.length), text);
}

export const targets: FuzzTarget[] = [
  {
    name: 'credentials: what is overwritten is what looking for each in all of the text finds',
    property: fc.property(
      fc.array(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...pieces) }, fc.string({ maxLength: 4 })), {
        maxLength: 30,
      }),
      (parts) => {
        const text = Buffer.from(parts.join('')).toString('latin1');
        const kept = overwriteCredentials(Buffer.from(text, 'latin1')).toString('latin1');
        if (kept !== everywhere(text)) throw new Error(JSON.stringify({ text, kept, expected: everywhere(text) }));
      },
    ),
  },
];
