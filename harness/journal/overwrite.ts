/** Elements whose text is a credential or key material, in any namespace prefix (WS-Security, WS-Trust). */
const SECRET_ELEMENTS = /<((?:[\w.-]+:)?(?:Password|BinarySecret|Nonce))(\s[^<>]*)?>([^<]*)</gi;
/** HTTP credentials: the NTLM response can be attacked off line, a Basic or Bearer value is the secret itself. */
const SECRET_HEADERS =
  /^((?:Proxy-)?Authorization|X-MS-WebTicket|Cookie|Set-Cookie):[ \t]*(?:(NTLM|Negotiate|Basic|Bearer)[ \t]+)?([^\r\n]+)/gim;

/** The same response in SIP: an AUTHENTICATE message begins with these characters in base64. */
const SIP_NTLM_RESPONSE = /gssapi-data[ \t]*=[ \t]*"?(TlRMTVNTUAAD[A-Za-z0-9+/=]*)/gi;

/**
 * A copy of the bytes with every credential value overwritten by `*`, each at its own length, so that offsets and
 * lengths in the record still hold. SIP Authorization headers stay but for the NTLM response: a signature reveals no secret.
 */
export function overwriteCredentials(raw: Buffer): Buffer {
  const copy = Buffer.from(raw);
  const text = raw.toString('latin1');
  for (const match of text.matchAll(SECRET_ELEMENTS)) {
    const value = match[3] ?? '';
    fill(copy, match.index + match[0].length - 1 - value.length, value.length);
  }
  for (const match of text.matchAll(SECRET_HEADERS)) {
    if (isSipSignature(match[0])) continue;
    const value = match[3] ?? '';
    fill(copy, match.index + match[0].length - value.length, value.length);
  }
  for (const match of text.matchAll(SIP_NTLM_RESPONSE)) {
    const value = match[1] ?? '';
    fill(copy, match.index + match[0].length - value.length, value.length);
  }
  return copy;
}

/** A copy of the bytes with each given value overwritten wherever it stands, plain or in base64. */
export function overwriteValues(raw: Buffer, values: readonly string[]): Buffer {
  const copy = Buffer.from(raw);
  for (const value of values) {
    if (value.length === 0) continue;
    for (const form of [value, Buffer.from(value).toString('base64')]) {
      for (let at = copy.indexOf(form); at >= 0; at = copy.indexOf(form, at + form.length)) fill(copy, at, form.length);
    }
  }
  return copy;
}

function isSipSignature(header: string): boolean {
  return /^(?:Proxy-)?Authorization:\s*(?:TLS-DSK|Kerberos)\s/i.test(header) || /qop\s*=/.test(header);
}

function fill(bytes: Buffer, start: number, length: number): void {
  bytes.fill('*', start, start + length);
}
