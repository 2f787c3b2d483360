/** Elements whose text is a credential or key material, in any namespace prefix (WS-Security, WS-Trust). */
const SECRET_ELEMENTS = /<((?:[\w.-]+:)?(?:Password|BinarySecret|Nonce))(\s[^<>]*)?>([^<]*)</gi;
/** HTTP credentials: the NTLM response can be attacked off line, a Basic or Bearer value is the secret itself. */
const SECRET_HEADERS =
  /^((?:Proxy-)?Authorization|X-MS-WebTicket|Cookie|Set-Cookie):[ \t]*(?:(NTLM|Negotiate|Basic|Bearer)[ \t]+)?([^\r\n]+)/gim;

/** The same response in SIP: an AUTHENTICATE message begins with these characters in base64. */
const SIP_NTLM_RESPONSE = /gssapi-data[ \t]*=[ \t]*"?(TlRMTVNTUAAD[A-Za-z0-9+/=]*)/gi;

/** Words without which nothing of the above is there, one group a pattern: one look is less than three. */
const TELLTALE = /(password|binarysecret|nonce)|(authorization|x-ms-webticket|cookie)|gssapi-data/gi;

/**
 * A copy of the bytes with every credential value overwritten by `*`, each at its own length, so that offsets and
 * lengths in the record still hold. SIP Authorization headers stay but for the NTLM response: a signature reveals no secret.
 */
export function overwriteCredentials(raw: Buffer): Buffer {
  return overwriteCredentialsIn(Buffer.from(raw));
}

/** The same in place: for bytes made for the record alone. */
export function overwriteCredentialsIn(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1');
  const told = telltales(text);
  if (told.elements) overwriteMatches(bytes, text, SECRET_ELEMENTS, 3, '<'.length);
  if (told.headers) overwriteMatches(bytes, text, SECRET_HEADERS, 3, 0, isSipSignature);
  if (told.responses) overwriteMatches(bytes, text, SIP_NTLM_RESPONSE, 1, 0);
  return bytes;
}

interface Telltales {
  elements: boolean;
  headers: boolean;
  responses: boolean;
}

function telltales(text: string): Telltales {
  const told = { elements: false, headers: false, responses: false };
  TELLTALE.lastIndex = 0;
  for (let match = TELLTALE.exec(text); match; match = TELLTALE.exec(text)) {
    if (match[1] !== undefined) told.elements = true;
    else if (match[2] !== undefined) told.headers = true;
    else told.responses = true;
  }
  return told;
}

/** Overwrites a group of every match, which ends so many characters before the match does. */
function overwriteMatches(
  bytes: Buffer,
  text: string,
  pattern: RegExp,
  group: number,
  behind: number,
  excepted?: (match: string) => boolean,
): void {
  for (const match of text.matchAll(pattern)) {
    if (excepted?.(match[0])) continue;
    const length = match[group]?.length ?? 0;
    const end = match.index + match[0].length - behind;
    bytes.fill('*', end - length, end);
  }
}

/** A copy of the bytes with each given value overwritten wherever it stands, plain or in base64. */
export function overwriteValues(raw: Buffer, values: readonly string[]): Buffer {
  return overwriteFormsIn(Buffer.from(raw), secretForms(values));
}

/** The forms in which these values are looked for, to be made once. */
export function secretForms(values: readonly string[]): Buffer[] {
  return values
    .filter((value) => value.length > 0)
    .flatMap((value) => [Buffer.from(value), Buffer.from(Buffer.from(value).toString('base64'))]);
}

/** Every form overwritten in place. */
export function overwriteFormsIn(bytes: Buffer, forms: readonly Buffer[]): Buffer {
  for (const form of forms) {
    for (let at = bytes.indexOf(form); at >= 0; at = bytes.indexOf(form, at + form.length))
      fill(bytes, at, form.length);
  }
  return bytes;
}

function isSipSignature(header: string): boolean {
  return /^(?:Proxy-)?Authorization:\s*(?:TLS-DSK|Kerberos)\s/i.test(header) || /qop\s*=/.test(header);
}

function fill(bytes: Buffer, start: number, length: number): void {
  bytes.fill('*', start, start + length);
}
