import { invalidSip } from './invalid.js';

/** Parameters of one header value; every real header has a handful. */
export const MAX_SIP_PARAMETERS = 64;

/**
 * `;name=value;flag;name="quoted"` from `text`, which is empty or starts with a semicolon. Names are lower-cased,
 * values verbatim, unquoted and unescaped; a flag has an empty value; of a repeated name the first counts.
 */
export function parseParameters(text: string, place: string): Map<string, string> {
  const parameters = new Map<string, string>();
  let at = 0;
  let count = 0;
  const skipBlanks = () => {
    while (text[at] === ' ' || text[at] === '\t') at++;
  };
  skipBlanks();
  while (at < text.length) {
    if (text[at] !== ';') throw invalidSip(place, 'a parameter does not start with a semicolon');
    if (++count > MAX_SIP_PARAMETERS) throw invalidSip(place, `it has more than ${MAX_SIP_PARAMETERS} parameters`);
    at++;
    const nameStart = at;
    while (at < text.length && text[at] !== ';' && text[at] !== '=') at++;
    const name = text.slice(nameStart, at).trim().toLowerCase();
    if (name === '' || /["<>]/.test(name)) throw invalidSip(place, 'a parameter has no name');
    let value = '';
    if (text[at] === '=') {
      at++;
      skipBlanks();
      if (text[at] === '"') {
        const quoted = readQuoted(text, at, place);
        value = quoted.value;
        at = quoted.end;
        skipBlanks();
      } else {
        const valueStart = at;
        while (at < text.length && text[at] !== ';') at++;
        value = text.slice(valueStart, at).trim();
      }
    }
    if (!parameters.has(name)) parameters.set(name, value);
  }
  return parameters;
}

/** The quoted string that starts at `start`, without quotes and backslashes, and the offset after it. */
export function readQuoted(text: string, start: number, place: string): { value: string; end: number } {
  let value = '';
  for (let i = start + 1; i < text.length; i++) {
    const c = text[i] ?? '';
    if (c === '"') return { value, end: i + 1 };
    if (c === '\\') i++;
    value += text[i] ?? '';
  }
  throw invalidSip(place, 'a quoted text is not closed');
}
