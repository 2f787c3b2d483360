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

/** What is neither plain ASCII nor stands for itself: nearly no value has any of it. */
const UNPLAIN_TEXT = /[^\t\n\x20-\x7e]|[&<>]/;
const UNPLAIN_ATTRIBUTE = /[^\x20-\x7e]|[&<"]/;

/**
 * Text content as canonical XML writes it.
 * @throws HarnessError WIRE_INVALID for a character XML 1.0 cannot carry
 */
export function escapeText(value: string): string {
  if (!UNPLAIN_TEXT.test(value)) return value;
  checkCharacters(value);
  return value.replace(/[&<>\r]/g, (c) => TEXT[c] ?? c);
}

/**
 * An attribute value for double quotes, as canonical XML writes it.
 * @throws HarnessError WIRE_INVALID for a character XML 1.0 cannot carry
 */
export function escapeAttribute(value: string): string {
  if (!UNPLAIN_ATTRIBUTE.test(value)) return value;
  checkCharacters(value);
  return value.replace(/[&<"\t\n\r]/g, (c) => ATTRIBUTE[c] ?? c);
}

/** What no XML 1.0 document may hold (section 2.2), half a surrogate pair among it. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

function checkCharacters(value: string): void {
  const [forbidden] = FORBIDDEN.exec(value) ?? [];
  if (forbidden === undefined) return;
  const code = (forbidden.codePointAt(0) ?? 0).toString(16).padStart(4, '0').toUpperCase();
  const detail = `XML cannot carry the character U+${code}`;
  throw new HarnessError('WIRE_INVALID', { what: 'The XML text', place: 'a character', detail });
}
