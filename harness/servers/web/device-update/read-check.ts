import type { UpdateModule } from '../../../journal/index.js';
import { children, text, type XmlElement } from '../../../wire/xml/index.js';
import type { WebRequest } from '../exchange.js';

/** What a phone said of itself, as far as it could be recognized. */
export interface UpdateCheck {
  readonly vendor?: string;
  readonly model?: string;
  readonly version?: string;
  readonly mac?: string;
  readonly serial?: string;
  readonly deviceType?: string;
  readonly revision?: string;
  readonly locale?: string;
  readonly userId?: string;
  /** What it has installed. */
  readonly modules?: readonly UpdateModule[];
}

type Field = Exclude<keyof UpdateCheck, 'modules'>;

/** Longest value kept of a field. */
const MAX_VALUE = 128;

/** Of a body that is not XML, so many bytes are looked through. */
const MAX_FORM = 16 * 1024;

/** Modules kept; a phone has one image. */
const MAX_MODULES = 16;

/** How a field may be called, with `_`, `-` and spaces left out (inferred: the real format is not published). */
const names: Readonly<Record<Field, readonly string[]>> = {
  mac: ['macaddress', 'mac', 'macid', 'hwaddress'],
  serial: ['serialnumber', 'serial', 'sn'],
  vendor: ['vendor', 'vendorid', 'brand', 'manufacturer'],
  model: ['model', 'modelname', 'devicemodel'],
  version: ['version', 'currentversion', 'swversion'],
  deviceType: ['devicetype', 'type'],
  revision: ['revision', 'rev', 'hwrevision'],
  locale: ['locale', 'language', 'lang'],
  userId: ['userid', 'user'],
};

const moduleNames: Readonly<Record<keyof UpdateModule, readonly string[]>> = {
  file: ['filename', 'file', 'name'],
  signatureFile: ['signaturefilename', 'signaturefile'],
  version: names.version,
  timestamp: ['timestamp', 'time'],
};

/**
 * The fields of an update check in whatever form they come: leaf elements and attributes of any XML document, or an
 * HTML form. A name counts once, the first with a value; what nobody knows is ignored.
 */
export function readUpdateCheck(request: Pick<WebRequest, 'document' | 'body'>): UpdateCheck {
  const pairs = request.document ? xmlPairs(request.document) : formPairs(request.body);
  const found = pick(names, pairs);
  const modules = request.document ? readModules(request.document) : [];
  return {
    ...found,
    ...(found.mac !== undefined && { mac: plainMac(found.mac) }),
    ...(modules.length > 0 && { modules }),
  };
}

/** The first value of each field among the pairs. */
function pick<F extends string>(
  known: Readonly<Record<F, readonly string[]>>,
  pairs: Iterable<readonly [string, string]>,
): Partial<Record<F, string>> {
  const fields = Object.keys(known) as F[];
  const found: Partial<Record<F, string>> = {};
  for (const [name, value] of pairs) {
    const plain = plainName(name);
    const field = fields.find((each) => known[each].includes(plain));
    const trimmed = value.trim().slice(0, MAX_VALUE);
    if (field && trimmed !== '') found[field] ??= trimmed;
  }
  return found;
}

/** What is called a module, wherever it stands. */
function readModules(document: XmlElement): UpdateModule[] {
  const modules: UpdateModule[] = [];
  const look = (element: XmlElement): void => {
    if (modules.length >= MAX_MODULES) return;
    if (plainName(element.localName) !== 'module') {
      for (const each of children(element)) look(each);
      return;
    }
    const module = pick(moduleNames, xmlPairs(element));
    if (Object.keys(module).length > 0) modules.push(module);
  };
  look(document);
  return modules;
}

function plainName(name: string): string {
  return name.replace(/[_\- ]/g, '').toLowerCase();
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
