import type { SipLimits } from './limits.js';
import type { SipHeader } from './message.js';
import { knownToken } from './token.js';

export type HeaderLimits = Required<SipLimits>;

/** The header of a line without folds; undefined for a line that must be looked at more closely. */
export function headerOf(line: string, { maxHeaderLine }: HeaderLimits): SipHeader | undefined {
  const colon = line.indexOf(':');
  if (
    colon === -1 ||
    line.length > maxHeaderLine ||
    hasLineEnd(line) ||
    line.startsWith(' ') ||
    line.startsWith('\t')
  ) {
    return undefined;
  }
  const name = knownToken(line.slice(0, colon).trimEnd());
  return name === undefined ? undefined : { name, value: line.slice(colon + 1).trim() };
}

/** The same for a line that begins with a name that is known; undefined for any other line, too. */
export function headerNamed(name: string, line: string, { maxHeaderLine }: HeaderLimits): SipHeader | undefined {
  if (line.length > maxHeaderLine || line[name.length] !== ':' || hasLineEnd(line)) return undefined;
  if (line.slice(0, name.length) !== name) return undefined;
  return { name, value: line.slice(name.length + 1).trim() };
}

export function hasLineEnd(line: string): boolean {
  return line.includes('\n') || line.includes('\r');
}
