/** Of an ASCII character: may begin a name, may be inside one. The colon is neither: it parts the two halves of a name. */
const BEGINS = 1;
const WITHIN = 2;
const kinds = new Uint8Array(128);
for (let code = 0; code < kinds.length; code++) {
  const character = String.fromCharCode(code);
  kinds[code] = /[A-Za-z_]/.test(character) ? BEGINS | WITHIN : /[0-9.-]/.test(character) ? WITHIN : 0;
}

/** Where a half of a name that begins at `start` ends; `start` itself for none in ASCII. */
export function endOfName(text: string, start: number): number {
  let kind = BEGINS;
  let at = start;
  for (;;) {
    const code = text.charCodeAt(at);
    if (!(code < kinds.length && ((kinds[code] ?? 0) & kind) !== 0)) return at;
    kind = WITHIN;
    at++;
  }
}

export function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** Whether there is nothing but white space from `start` to `end`. */
export function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isSpace(text.charCodeAt(at))) return false;
  return true;
}

/** Line ends as a reader passes them on (XML 1.0 section 2.11). */
export function normalLines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
/** A reference, or an ampersand that begins none that is known here. */
const REFERENCE = /&(?:(lt|gt|amp|quot|apos)|#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7}));|&/g;

/** With the five entities and references to characters replaced; undefined where there is another, or none behind a `&`. */
export function withoutReferences(text: string): string | undefined {
  let known = true;
  const plain = text.replace(REFERENCE, (_whole, name?: string, hexadecimal?: string, decimal?: string) => {
    if (name !== undefined) return NAMED[name] ?? '';
    const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
    if (isCharacter(code)) return String.fromCodePoint(code);
    known = false;
    return '';
  });
  return known ? plain : undefined;
}

/** What a document may hold (XML 1.0 section 2.2); false for no number, too. */
function isCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}
