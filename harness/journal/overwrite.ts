/** Elements whose text is a credential or key material, in any namespace prefix (WS-Security, WS-Trust). */
const SECRET_ELEMENTS = /<((?:[\w.-]+:)?(?:Password|BinarySecret|Nonce))(\s[^<>]*)?>([^<]*)(?=<)/gi;
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
  const first = firstTelltales(text);
  if (first.element >= 0) overwriteMatches(bytes, text, SECRET_ELEMENTS, text.lastIndexOf('<', first.element));
  if (first.header >= 0) {
    const line = text.lastIndexOf('\n', first.header) + 1;
    overwriteMatches(bytes, text, SECRET_HEADERS, line, isSipSignature);
  }
  if (first.response >= 0) overwriteMatches(bytes, text, SIP_NTLM_RESPONSE, first.response);
  return bytes;
}

/** Where the first word of each kind stands; negative where there is none. */
interface FirstTelltales {
  element: number;
  header: number;
  response: number;
}

function firstTelltales(text: string): FirstTelltales {
  const first = { element: -1, header: -1, response: -1 };
  for (let match = TELLTALE.exec(text); match; match = TELLTALE.exec(text)) {
    const { index } = match;
    if (match[1] !== undefined) first.element = first.element < 0 ? index : first.element;
    else if (match[2] !== undefined) first.header = first.header < 0 ? index : first.header;
    else first.response = first.response < 0 ? index : first.response;
  }
  return first;
}

/** Overwrites what the pattern's last group holds, in every match from a place on. */
function overwriteMatches(
  bytes: Buffer,
  text: string,
  pattern: RegExp,
  from: number,
  excepted?: (match: string) => boolean,
): void {
  pattern.lastIndex = Math.max(from, 0);
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    if (excepted?.(match[0])) continue;
    const length = match.at(-1)?.length ?? 0;
    const end = match.index + match[0].length;
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
