import { hasLineEnd } from './header-line.js';
import { invalidSip } from './invalid.js';
import { knownToken } from './token.js';

/**
 * A header as it stands in a message, with its line end.
 * @throws HarnessError WIRE_INVALID for a name or value that would not stay on its line
 */
export function lineOf(name: string, value: string): string {
  if (knownToken(name) === undefined) throw invalidSip('a header name', 'it is not a token');
  oneLine(value, name);
  return `${name}: ${value}\r\n`;
}

export function oneLine(text: string, place: string): void {
  if (hasLineEnd(text)) throw invalidSip(place, 'it contains a line break');
}
