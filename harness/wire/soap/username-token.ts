import { Secret } from '../../foundation/secret.js';
import { child, children, descend, escapeText, text, type XmlElement } from '../xml/index.js';
import { tryBase64 } from './base64.js';
import { PASSWORD_TEXT, WS_SECURITY } from './namespaces.js';

/** Which reading gave the credential; how a real phone writes its PIN is unknown, so it is recorded. */
export type UsernameTokenRule = 'raw' | 'base64' | 'digits';

export interface UsernameCredential {
  readonly username: string;
  readonly password: Secret;
  readonly rule: UsernameTokenRule;
}

/** A dialled number: what a phone's keypad can give, with the separators people type. */
const NUMBER = /^\+?[0-9][0-9 ().-]*(?:;ext=[0-9]+)?$/;
const DIGITS = /^\+?[0-9]+$/;

/**
 * `wsse:Security` with a UsernameToken (WSS UsernameToken Profile 1.0), for the header of `writeRequestSecurityToken`.
 * `/Auth` takes both values in base64 (observed); for `/pin` plain text is a guess.
 */
export function writeUsernameToken(
  username: string,
  password: string | Secret,
  encoding: 'raw' | 'base64' = 'raw',
): string {
  const write = (value: string) => escapeText(encoding === 'raw' ? value : Buffer.from(value).toString('base64'));
  const secret = typeof password === 'string' ? password : password.reveal();
  return (
    `<wsse:Security xmlns:wsse="${WS_SECURITY}" s:mustUnderstand="1"><wsse:UsernameToken>` +
    `<wsse:Username>${write(username)}</wsse:Username>` +
    `<wsse:Password Type="${PASSWORD_TEXT}">${write(secret)}</wsse:Password></wsse:UsernameToken></wsse:Security>`
  );
}

/**
 * The credential in a SOAP header, or undefined. A UsernameToken counts as it stands, or decoded where a value is
 * base64 of printable text; without one, the first two elements in Security whose text is digits are number and PIN.
 */
export function readUsernameToken(header: XmlElement | undefined): UsernameCredential | undefined {
  const security = header && child(header, 'Security');
  if (!security) return undefined;
  const token = child(security, 'UsernameToken');
  const username = token && descend(token, 'Username');
  const password = token && descend(token, 'Password');
  if (!username || !password) return readDigits(security);
  const name = interpret(text(username).trim());
  const secret = interpret(text(password));
  const rule = name.decoded || secret.decoded ? 'base64' : 'raw';
  return { username: name.value, password: new Secret(secret.value), rule };
}

function interpret(value: string): { value: string; decoded: boolean } {
  const decoded = NUMBER.test(value) ? undefined : tryBase64(value)?.toString('utf8');
  const printable = decoded !== undefined && decoded !== '' && !/[\p{Cc}\uFFFD]/u.test(decoded);
  return printable ? { value: decoded, decoded: true } : { value, decoded: false };
}

function readDigits(security: XmlElement): UsernameCredential | undefined {
  const [username, password] = digitTexts(security);
  if (username === undefined || password === undefined) return undefined;
  return { username, password: new Secret(password), rule: 'digits' };
}

function digitTexts(element: XmlElement): string[] {
  const below = children(element);
  if (below.length > 0) return below.flatMap(digitTexts);
  const value = text(element).trim();
  return DIGITS.test(value) ? [value] : [];
}
