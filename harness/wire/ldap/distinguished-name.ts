import { invalidLdap, tooLarge } from './invalid.js';
import { MAX_DN_CHARACTERS, MAX_RDNS } from './limits.js';

/** One attribute of a relative name: `{ type: 'CN', value: 'Contoso Root CA' }`. */
export interface NameAttribute {
  readonly type: string;
  readonly value: string;
}

/** A relative name; more than one attribute are rare. */
export type RelativeName = readonly NameAttribute[];

/**
 * A distinguished name as text (RFC 4514), the most specific part first; an empty one has no parts. Values that start
 * with # are kept as they are written.
 * @throws HarnessError WIRE_INVALID, WIRE_TOO_LARGE
 */
export function parseDn(text: string): RelativeName[] {
  if (text.length > MAX_DN_CHARACTERS) throw tooLarge('the name', 'MAX_DN_CHARACTERS');
  if (text.trim() === '') return [];
  const names: NameAttribute[][] = [[]];
  let at = 0;
  for (;;) {
    const equals = text.indexOf('=', at);
    const type = equals < 0 ? '' : text.slice(at, equals).trim();
    if (!/^(?:[a-z][a-z0-9-]*|(?:OID\.)?\d+(?:\.\d+)*)$/i.test(type))
      throw invalid(text, `no attribute at "${text.slice(at, at + 20)}"`);
    const { end, value } = parseValue(text, equals + 1);
    names.at(-1)?.push({ type, value });
    if (end >= text.length) return names;
    at = end + 1;
    if (text[end] !== '+') {
      if (names.length === MAX_RDNS) throw tooLarge('the name', 'MAX_RDNS');
      names.push([]);
    }
  }
}

/** The value from there to the next separator, whose place is `end`. */
function parseValue(text: string, start: number): { readonly value: string; readonly end: number } {
  let at = start;
  while (text[at] === ' ') at++;
  if (text[at] === '"') return quoted(text, at + 1);
  const bytes: Buffer[] = [];
  let spaces = 0;
  for (; at < text.length && !/[,;+]/.test(text[at] ?? ''); ) {
    const { bytes: piece, next } = character(text, at);
    spaces = text[at] === ' ' ? spaces + 1 : 0;
    bytes.push(piece);
    at = next;
  }
  const kept = spaces === 0 ? bytes : bytes.slice(0, -spaces);
  return { value: Buffer.concat(kept).toString('utf8'), end: at };
}

/** RFC 2253 and Windows know quoted values; RFC 4514 does no more. */
function quoted(text: string, start: number): { readonly value: string; readonly end: number } {
  const bytes: Buffer[] = [];
  let at = start;
  while (at < text.length && text[at] !== '"') {
    const { bytes: piece, next } = character(text, at);
    bytes.push(piece);
    at = next;
  }
  if (at >= text.length) throw invalid(text, 'a quotation mark is missing');
  at++;
  while (text[at] === ' ') at++;
  if (at < text.length && !/[,;+]/.test(text[at] ?? '')) throw invalid(text, 'something follows a quoted value');
  return { value: Buffer.concat(bytes).toString('utf8'), end: at };
}

function character(text: string, at: number): { readonly bytes: Buffer; readonly next: number } {
  if (text[at] !== '\\') {
    const point = String.fromCodePoint(text.codePointAt(at) ?? 0);
    return { bytes: Buffer.from(point), next: at + point.length };
  }
  const pair = text.slice(at + 1, at + 3);
  if (/^[0-9a-f]{2}$/i.test(pair)) return { bytes: Buffer.from(pair, 'hex'), next: at + 3 };
  const escaped = text[at + 1];
  if (escaped === undefined) throw invalid(text, 'it ends in a backslash');
  return { bytes: Buffer.from(escaped), next: at + 2 };
}

/** As `parseDn` reads it. */
export function writeDn(names: readonly RelativeName[]): string {
  return names.map((name) => name.map(({ type, value }) => `${type}=${escapeDnValue(value)}`).join('+')).join(',');
}

export function escapeDnValue(value: string): string {
  return value
    .replace(/[",+;<>\\=]/g, '\\$&')
    .replaceAll('\0', '\\00')
    .replace(/^[# ]/, '\\$&')
    .replace(/ $/, '\\ ');
}

/** Equal for names that match: without case, spaces folded, attributes of one relative name in any order. */
export function dnKey(names: readonly RelativeName[]): string {
  return names.map(relativeKey).join(',');
}

export function relativeKey(name: RelativeName): string {
  return name
    .map(({ type, value }) => `${typeKey(type)}=${escapeDnValue(foldText(value))}`)
    .sort()
    .join('+');
}

/** What a case-ignoring match compares (RFC 4518, as far as ASCII goes, and lower case beyond). */
export function foldText(value: string): string {
  return value.trim().replace(/ {2,}/g, ' ').toLowerCase();
}

const oids: Readonly<Record<string, string>> = {
  '2.5.4.3': 'cn',
  '2.5.4.11': 'ou',
  '0.9.2342.19200300.100.1.25': 'dc',
};

function typeKey(type: string): string {
  const lower = type.toLowerCase().replace(/^oid\./, '');
  return oids[lower] ?? lower;
}

function invalid(text: string, detail: string): Error {
  return invalidLdap(`the name "${text.slice(0, 60)}"`, detail);
}
