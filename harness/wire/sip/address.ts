import { remembered } from '../../foundation/remembered.js';
import { invalidSip } from './invalid.js';
import { parseParameters, readQuoted } from './parameters.js';

/** A From, To, Contact or Route value. Parameter names are lower-cased; values verbatim, without their quotes. */
export interface SipAddress {
  readonly displayName?: string;
  /** As written between the angle brackets, URI parameters included; `*` for the Contact that means all. */
  readonly uri: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * One address (RFC 3261 20.10): `"Alice"<sip:alice@contoso.test>;tag=1;epid=2`, or a bare URI, whose semicolons then
 * start header parameters.
 * @throws HarnessError WIRE_INVALID
 */
export const parseAddress: (value: string) => SipAddress = remembered(readAddress, { entries: 1024, longest: 512 });

function readAddress(value: string): SipAddress {
  const text = value.trim();
  let displayName = '';
  let bracket = text.indexOf('<');
  if (text.startsWith('"')) {
    const quoted = readQuoted(text, 0, 'an address');
    displayName = quoted.value;
    bracket = quoted.end + text.slice(quoted.end).search(/\S|$/);
    if (text[bracket] !== '<') throw invalidSip('an address', 'a display name is not followed by an angle bracket');
  } else if (bracket > 0) {
    displayName = text.slice(0, bracket).trim();
    if (/[";:,@>]/.test(displayName)) throw invalidSip('an address', 'an unquoted display name has special characters');
  }
  if (bracket === -1) return bareAddress(text);
  const end = text.indexOf('>', bracket);
  if (end === -1) throw invalidSip('an address', 'an angle bracket is not closed');
  const uri = checkedUri(text.slice(bracket + 1, end));
  const parameters = parseParameters(text.slice(end + 1), 'an address');
  return displayName === '' ? { uri, parameters } : { displayName, uri, parameters };
}

function bareAddress(text: string): SipAddress {
  const semicolon = text.indexOf(';');
  const uri = checkedUri(semicolon === -1 ? text : text.slice(0, semicolon).trimEnd());
  // RFC 3261 20: nobody could tell the URI's own parts from what follows it.
  if (uri.includes('?')) throw invalidSip('an address', 'a URI with a question mark is not in angle brackets');
  return { uri, parameters: parseParameters(semicolon === -1 ? '' : text.slice(semicolon), 'an address') };
}

function checkedUri(uri: string): string {
  if (uri !== '*' && !/^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"]+$/.test(uri)) {
    throw invalidSip('an address', 'it has no URI with a scheme');
  }
  return uri;
}
