import { HarnessError } from '../../foundation/errors/index.js';

const TEXT: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' };
const ATTRIBUTE: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

/**
 * Text content as canonical XML writes it.
 * @throws HarnessError WIRE_INVALID for a character XML 1.0 cannot carry
 */
export function escapeText(value: string): string {
  checkCharacters(value);
  return value.replace(/[&<>\r]/g, (c) => TEXT[c] ?? c);
}

/**
 * An attribute value for double quotes, as canonical XML writes it.
 * @throws HarnessError WIRE_INVALID for a character XML 1.0 cannot carry
 */
export function escapeAttribute(value: string): string {
  checkCharacters(value);
  return value.replace(/[&<"\t\n\r]/g, (c) => ATTRIBUTE[c] ?? c);
}

function checkCharacters(value: string): void {
  for (const c of value) {
    const code = c.codePointAt(0) ?? 0;
    const allowed =
      code >= 0x20
        ? code < 0xd800 || (code > 0xdfff && code !== 0xfffe && code !== 0xffff)
        : code === 9 || code === 10 || code === 13;
    if (!allowed) {
      const detail = `XML cannot carry the character U+${code.toString(16).padStart(4, '0').toUpperCase()}`;
      throw new HarnessError('WIRE_INVALID', { what: 'The XML text', place: 'a character', detail });
    }
  }
}
