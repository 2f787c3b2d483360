import { children, text, type XmlElement } from '../../../wire/xml/index.js';
import type { WebRequest } from '../exchange.js';

/** What a phone said of itself, as far as it could be recognized. */
export interface UpdateCheck {
  readonly vendor?: string;
  readonly model?: string;
  readonly version?: string;
  readonly mac?: string;
  readonly serial?: string;
}

/** Longest value kept of a field. */
const MAX_VALUE = 128;

/** Of a body that is not XML, so many bytes are looked through. */
const MAX_FORM = 16 * 1024;

/** How a field may be called, with `_`, `-` and spaces left out (inferred: the real format is not published). */
const names: Readonly<Record<keyof UpdateCheck, readonly string[]>> = {
  mac: ['macaddress', 'mac', 'macid', 'hwaddress'],
  serial: ['serialnumber', 'serial', 'sn'],
  vendor: ['vendor', 'vendorid', 'brand', 'manufacturer'],
  model: ['model', 'modelname', 'devicemodel'],
  version: ['version', 'currentversion', 'swversion'],
};

/**
 * The fields of an update check in whatever form they come: leaf elements and attributes of any XML document, or an
 * HTML form. A name counts once, the first with a value; what nobody knows is ignored.
 */
export function readUpdateCheck(request: Pick<WebRequest, 'document' | 'body'>): UpdateCheck {
  const pairs = request.document ? xmlPairs(request.document) : formPairs(request.body);
  const found: Partial<Record<keyof UpdateCheck, string>> = {};
  for (const [name, value] of pairs) {
    const field = fieldOf(name);
    const trimmed = value.trim().slice(0, MAX_VALUE);
    if (field && trimmed !== '') found[field] ??= trimmed;
  }
  return { ...found, ...(found.mac !== undefined && { mac: plainMac(found.mac) }) };
}

function fieldOf(name: string): keyof UpdateCheck | undefined {
  const plain = name.replace(/[_\- ]/g, '').toLowerCase();
  const fields = Object.keys(names) as (keyof UpdateCheck)[];
  return fields.find((field) => names[field].includes(plain));
}

function* xmlPairs(element: XmlElement): Generator<readonly [string, string]> {
  for (const { localName, value } of element.attributes) yield [localName, value];
  const below = children(element);
  if (below.length === 0) yield [element.localName, text(element)];
  for (const each of below) yield* xmlPairs(each);
}

function* formPairs(body: Buffer): Generator<readonly [string, string]> {
  // The body of any other kind gives names nobody knows.
  yield* new URLSearchParams(body.subarray(0, MAX_FORM).toString('utf8'));
}

/** `0004F2AABBCC`, `00-04-F2-…` and `00:04:f2:…` are one address; anything else stays as it is. */
function plainMac(value: string): string {
  const digits = value.replace(/[^0-9a-f]/gi, '').toLowerCase();
  return digits.length === 12 ? (digits.match(/../g) ?? []).join(':') : value;
}
