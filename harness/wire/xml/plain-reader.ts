import type { XmlAttribute, XmlElement } from './element.js';
import { MAX_XML_ATTRIBUTES, MAX_XML_DEPTH, MAX_XML_NODES } from './limits.js';
import { endOfName, isBlank, isSpace, normalLines, withoutReferences } from './plain-text.js';

const XML = 'http://www.w3.org/XML/1998/namespace';
const XMLNS = 'http://www.w3.org/2000/xmlns/';

/** Half a surrogate pair, or what no document may hold: left to the other reader. */
const ODD = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd]/;
const DECLARATION =
  /^<\?xml version=(?:"1\.0"|'1\.0')(?: encoding=(?:"[Uu][Tt][Ff]-8"|'[Uu][Tt][Ff]-8'))?(?: standalone=(?:"yes"|"no"))? ?\?>/;
/** In an attribute's value: what may not be there, or becomes a space. */
const UNPLAIN_VALUE = /[<\t\n\r]/;
/** In text: what does not stand for itself, or may not be there. */
const UNPLAIN_TEXT = /[&\r\]]/;

const GREATER = 0x3e;
const SLASH = 0x2f;
const EQUALS = 0x3d;
const COLON = 0x3a;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;

const NO_DECLARATIONS: ReadonlyMap<string, string> = new Map();
const NO_ATTRIBUTES: readonly XmlAttribute[] = [];

interface Building extends XmlElement {
  readonly children: (XmlElement | string)[];
  readonly source: { start: number; end: number };
}

interface BuildingAttribute extends XmlAttribute {
  namespace: string;
}

/**
 * The root element of a document of elements, attributes, namespaces, text and the references everybody knows: what
 * clients of web services write. Undefined for any other document and for every one that is not well-formed or over a
 * limit: whoever asks reads it with the strict reader, which would give the same tree at ten times the cost.
 */
export function readPlain(text: string): XmlElement | undefined {
  return ODD.test(text) ? undefined : new PlainReader(text).read();
}

class PlainReader {
  readonly #text: string;
  #at = 0;
  #nodes = 0;
  #depth = 0;
  #root: Building | undefined;
  #parent: Building | undefined;
  /** What is in scope, innermost last, and how much of it was when each open element began. */
  readonly #prefixes: string[] = [];
  readonly #uris: string[] = [];
  readonly #marks: number[] = [];
  /** Where the colon of the name read last is; 0 without one. */
  #colon = 0;
  /** Of the tag that is being read. */
  #declarations: Map<string, string> | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  read(): XmlElement | undefined {
    const text = this.#text;
    if (text.startsWith('<?')) {
      const [declaration] = DECLARATION.exec(text) ?? [];
      if (declaration === undefined) return undefined;
      this.#at = declaration.length;
    }
    for (let less = text.indexOf('<', this.#at); less >= 0; less = text.indexOf('<', this.#at)) {
      if (less > this.#at && !this.#addText(less)) return undefined;
      const known = text.charCodeAt(less + 1) === SLASH ? this.#closeTag(less) : this.#openTag(less);
      if (!known) return undefined;
    }
    return this.#parent === undefined && isBlank(text, this.#at, text.length) ? this.#root : undefined;
  }

  /** The text from where the reader stands. */
  #addText(end: number): boolean {
    const parent = this.#parent;
    if (!parent) return isBlank(this.#text, this.#at, end);
    let run = this.#text.slice(this.#at, end);
    if (UNPLAIN_TEXT.test(run)) {
      const plain = run.includes(']]>') ? undefined : withoutReferences(normalLines(run));
      if (plain === undefined) return false;
      run = plain;
    }
    parent.children.push(run);
    return ++this.#nodes <= MAX_XML_NODES;
  }

  #closeTag(less: number): boolean {
    const text = this.#text;
    const element = this.#parent;
    if (!element || !text.startsWith(element.name, less + 2)) return false;
    const end = less + 2 + element.name.length;
    if (text.charCodeAt(end) !== GREATER) return false;
    this.#at = end + 1;
    this.#close(element);
    return true;
  }

  #openTag(less: number): boolean {
    const text = this.#text;
    const parent = this.#parent;
    if (parent === undefined && this.#root !== undefined) return false;
    if (++this.#nodes > MAX_XML_NODES || this.#depth >= MAX_XML_DEPTH) return false;
    const end = this.#name(less + 1);
    if (end === 0) return false;
    const name = text.slice(less + 1, end);
    const prefix = this.#colon === 0 ? '' : text.slice(less + 1, this.#colon);
    const localName = this.#colon === 0 ? name : text.slice(this.#colon + 1, end);
    const mark = this.#prefixes.length;
    this.#declarations = undefined;
    this.#at = end;
    const attributes = this.#attributes();
    if (!attributes || prefix === 'xmlns') return false;
    const namespace = this.#resolve(prefix);
    if (namespace === undefined) return false;
    const element: Building = {
      name,
      localName,
      prefix,
      namespace,
      attributes,
      declarations: this.#declarations ?? NO_DECLARATIONS,
      parent,
      children: [],
      source: { start: less, end: less },
    };
    if (parent) parent.children.push(element);
    else this.#root = element;
    this.#parent = element;
    this.#depth++;
    this.#marks.push(mark);
    const empty = text.charCodeAt(this.#at) === SLASH;
    if (text.charCodeAt(empty ? this.#at + 1 : this.#at) !== GREATER) return false;
    this.#at += empty ? 2 : 1;
    if (empty) this.#close(element);
    return true;
  }

  #close(element: Building): void {
    element.source.end = this.#at;
    // Only what this reader made is ever a parent.
    this.#parent = element.parent as Building | undefined;
    this.#depth--;
    const mark = this.#marks.pop() ?? 0;
    if (mark < this.#prefixes.length) this.#prefixes.length = this.#uris.length = mark;
  }

  /** The attributes of a tag whose name was read, up to its `>` or `/`; undefined for one that is not plain. */
  #attributes(): readonly XmlAttribute[] | undefined {
    const text = this.#text;
    let found: BuildingAttribute[] | undefined;
    let count = 0;
    let prefixed = false;
    for (;;) {
      let at = this.#at;
      while (isSpace(text.charCodeAt(at))) at++;
      const next = text.charCodeAt(at);
      if (next === GREATER || next === SLASH) {
        this.#at = at;
        break;
      }
      const end = at === this.#at || ++count > MAX_XML_ATTRIBUTES ? 0 : this.#name(at);
      if (end === 0 || text.charCodeAt(end) !== EQUALS) return undefined;
      const colon = this.#colon;
      const value = this.#value(end + 1);
      if (value === undefined) return undefined;
      const name = text.slice(at, end);
      const prefix = colon === 0 ? '' : text.slice(at, colon);
      const localName = colon === 0 ? name : text.slice(colon + 1, end);
      if (prefix === 'xmlns' || name === 'xmlns') {
        if (!this.#declare(prefix === '' ? '' : localName, value)) return undefined;
        continue;
      }
      found ??= [];
      found.push({ name, localName, namespace: '', prefix, value });
      prefixed ||= prefix !== '';
    }
    if (!found) return NO_ATTRIBUTES;
    if (prefixed && !this.#resolveAll(found)) return undefined;
    return found.length === 1 || areDistinct(found) ? found : undefined;
  }

  /** Where the name at this place ends, and its colon; 0 for none that everybody writes so. */
  #name(start: number): number {
    const text = this.#text;
    this.#colon = 0;
    const end = endOfName(text, start);
    if (end === start || text.charCodeAt(end) !== COLON) return end === start ? 0 : end;
    this.#colon = end;
    const whole = endOfName(text, end + 1);
    return whole === end + 1 || text.charCodeAt(whole) === COLON ? 0 : whole;
  }

  /** A value in quotes; leaves the reader behind it. */
  #value(start: number): string | undefined {
    const text = this.#text;
    const quote = text.charCodeAt(start);
    if (quote !== QUOTE && quote !== APOSTROPHE) return undefined;
    const end = text.indexOf(quote === QUOTE ? '"' : "'", start + 1);
    if (end < 0) return undefined;
    const value = text.slice(start + 1, end);
    if (UNPLAIN_VALUE.test(value)) return undefined;
    this.#at = end + 1;
    return value.includes('&') ? withoutReferences(value) : value;
  }

  /** False for what must not be declared, or is twice. */
  #declare(prefix: string, uri: string): boolean {
    if (prefix === 'xml' || prefix === 'xmlns' || uri === XML || uri === XMLNS || uri.trim() !== uri) return false;
    if (prefix !== '' && uri === '') return false;
    this.#declarations ??= new Map();
    if (this.#declarations.has(prefix)) return false;
    this.#declarations.set(prefix, uri);
    this.#prefixes.push(prefix);
    this.#uris.push(uri);
    return true;
  }

  #resolve(prefix: string): string | undefined {
    const prefixes = this.#prefixes;
    for (let at = prefixes.length - 1; at >= 0; at--) if (prefixes[at] === prefix) return this.#uris[at];
    if (prefix === '') return '';
    return prefix === 'xml' ? XML : undefined;
  }

  #resolveAll(attributes: readonly BuildingAttribute[]): boolean {
    for (const each of attributes) {
      if (each.prefix === '') continue;
      const namespace = this.#resolve(each.prefix);
      if (namespace === undefined) return false;
      each.namespace = namespace;
    }
    return true;
  }
}

/** No two of the same name in the same namespace. */
function areDistinct(attributes: readonly XmlAttribute[]): boolean {
  for (let at = 1; at < attributes.length; at++) {
    const { localName, namespace } = attributes[at] as XmlAttribute;
    for (let before = 0; before < at; before++) {
      const other = attributes[before] as XmlAttribute;
      if (other.localName === localName && other.namespace === namespace) return false;
    }
  }
  return true;
}
