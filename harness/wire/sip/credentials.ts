import { rememberedOnce } from '../../foundation/remembered.js';
import { behindBlanks, isBlank } from './blanks.js';
import { CredentialParameters } from './credential-parameters.js';
import { invalidSip } from './invalid.js';
import { MAX_SIP_PARAMETERS } from './parameters.js';
import { knownToken, TOKEN } from './token.js';

/** A challenge, credentials or Authentication-Info: the scheme as written, parameters by lower-case name. */
export interface SipCredentials {
  readonly scheme: string;
  readonly parameters: CredentialParameters;
}

/** A parameter to write; quoted unless the third member is false (Microsoft servers leave `version` bare). */
export type CredentialParameter = readonly [name: string, value: string, quoted?: boolean];

/**
 * `NTLM qop="auth", version=4, ...`: name and value pairs in any order, quoted or bare. Quoted values end at the next
 * quote and backslashes are plain text: these schemes never escape (MS-SIP 3.1.5.1). A name given twice is refused,
 * so that nobody checks one value and uses the other.
 * @throws HarnessError WIRE_INVALID
 */
export const parseCredentials: (value: string) => SipCredentials = rememberedOnce(readCredentials);

function readCredentials(value: string): SipCredentials {
  const text = value.trim();
  let blank = 0;
  while (blank < text.length && !isBlank(text.charCodeAt(blank))) blank++;
  const scheme = knownToken(text.slice(0, blank));
  if (scheme === undefined) throw invalidSip('credentials', 'they do not start with a scheme');
  const parameters = new CredentialParameters();
  let at = blank;
  while (at < text.length) {
    at = skipBlanksAndCommas(text, at);
    if (at >= text.length) break;
    const equals = text.indexOf('=', at);
    const name = equals === -1 ? undefined : parameterName(text.slice(at, equals));
    if (name === undefined) throw invalidSip('credentials', 'a parameter is not a name and a value');
    if (parameters.has(name)) throw invalidSip('credentials', `"${name.slice(0, 40)}" is given twice`);
    if (parameters.size >= MAX_SIP_PARAMETERS) throw invalidSip('credentials', 'there are too many parameters');
    const start = behindBlanks(text, equals + 1);
    const quoted = text.charCodeAt(start) === QUOTE;
    const end = quoted ? text.indexOf('"', start + 1) : endOfBare(text, start);
    if (end === -1) throw invalidSip('credentials', 'a quoted text is not closed');
    parameters.add(name, text.slice(quoted ? start + 1 : start, end));
    at = behindBlanks(text, quoted ? end + 1 : end);
    if (at < text.length && text.charCodeAt(at) !== COMMA)
      throw invalidSip('credentials', 'parameters are not separated by commas');
  }
  return { scheme, parameters };
}

/**
 * The header value that `parseCredentials` reads back, parameters in the order given.
 * @throws HarnessError WIRE_INVALID for a value that cannot be written without escaping
 */
export function formatCredentials(scheme: string, parameters: readonly CredentialParameter[]): string {
  if (!TOKEN.test(scheme)) throw invalidSip('credentials', 'the scheme is not a token');
  return parameters.length === 0 ? scheme : `${scheme} ${formatParameters(parameters)}`;
}

/** The same without the scheme: a part of credentials that is written once for many messages. */
export function formatParameters(parameters: readonly CredentialParameter[]): string {
  const written = parameters.map(([name, value, quoted = true]) => {
    const writable = quoted ? /^[^"\r\n]*$/ : /^[^"\r\n,\s]+$/;
    if (!TOKEN.test(name) || !writable.test(value)) {
      throw invalidSip('credentials', `"${name.slice(0, 40)}" cannot be written`);
    }
    return quoted ? `${name}="${value}"` : `${name}=${value}`;
  });
  return written.join(', ');
}

/** Every message of these schemes names the same dozen. By length: few have to be compared. */
const KNOWN_NAMES: string[][] = [];
for (const name of [
  ...['qop', 'realm', 'opaque', 'targetname', 'version', 'gssapi-data', 'sts-uri'],
  ...['crand', 'cnum', 'response', 'srand', 'snum', 'rspauth'],
]) {
  KNOWN_NAMES[name.length] = [...(KNOWN_NAMES[name.length] ?? []), name];
}

/** In lower case; undefined for what is no token. */
function parameterName(written: string): string | undefined {
  for (const known of KNOWN_NAMES[written.length] ?? NO_NAMES) if (known === written) return known;
  const name = written.trim().toLowerCase();
  return TOKEN.test(name) ? name : undefined;
}

const NO_NAMES: readonly string[] = [];

const QUOTE = '"'.charCodeAt(0);
const COMMA = ','.charCodeAt(0);

function skipBlanksAndCommas(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== COMMA && !isBlank(code)) break;
  }
  return at;
}

function endOfBare(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isBlank(code) || code === COMMA) break;
  }
  return at;
}
