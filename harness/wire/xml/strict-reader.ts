import { SaxesParser, type SaxesTagNS } from 'saxes';
import { HarnessError } from '../../foundation/errors/index.js';
import type { XmlAttribute, XmlElement } from './element.js';
import { MAX_XML_ATTRIBUTES, MAX_XML_DEPTH, MAX_XML_NODES } from './limits.js';
import { tooLarge } from './too-large.js';

const XMLNS = 'http://www.w3.org/2000/xmlns/';

interface Building extends XmlElement {
  readonly children: (XmlElement | string)[];
  readonly source: { start: number; end: number };
}

/**
 * The root element of a text, as the parser `saxes` understands it; it has the last word on what is refused and where.
 * @throws HarnessError WIRE_INVALID with `line:column`, or WIRE_TOO_LARGE
 */
export function readStrictly(text: string): XmlElement {
  return new Reader(text).read();
}

class Reader {
  readonly #text: string;
  readonly #parser = new SaxesParser({ xmlns: true });
  readonly #open: Building[] = [];
  #root: Building | undefined;
  #start = 0;
  #depth = 0;
  #nodes = 0;
  #attributes = 0;

  constructor(text: string) {
    this.#text = text;
    this.#parser.on('doctype', () => this.#refuse('document type declarations are not accepted'));
    this.#parser.on('processinginstruction', () => this.#refuse('processing instructions are not accepted'));
    this.#parser.on('xmldecl', ({ version, encoding }) => {
      if (version !== '1.0') this.#refuse('the XML version is not 1.0');
      if (encoding !== undefined && !/^(utf-8|us-ascii)$/i.test(encoding)) this.#refuse('the encoding is not UTF-8');
    });
    this.#parser.on('opentagstart', () => this.#startTag());
    this.#parser.on('attribute', () => {
      if (++this.#attributes > MAX_XML_ATTRIBUTES) throw this.#over(`${MAX_XML_ATTRIBUTES} attributes of an element`);
    });
    this.#parser.on('opentag', (tag) => this.#openTag(tag));
    this.#parser.on('closetag', () => this.#closeTag());
    this.#parser.on('text', (piece) => this.#addText(piece));
    this.#parser.on('cdata', (piece) => this.#addText(piece));
  }

  read(): XmlElement {
    try {
      this.#parser.write(this.#text).close();
    } catch (error) {
      if (error instanceof HarnessError) throw error;
      const detail = (error instanceof Error ? error.message : String(error)).replace(/^\d+:\d+: /, '');
      throw this.#invalid(detail.replace(/\.$/, '').slice(0, 200));
    }
    return this.#root ?? this.#refuse('it has no element');
  }

  #startTag(): void {
    // The parser stands just behind the name, which cannot contain a `<`.
    this.#start = this.#text.lastIndexOf('<', this.#parser.position - 1);
    this.#attributes = 0;
    this.#count();
    if (++this.#depth > MAX_XML_DEPTH) throw this.#over(`a depth of ${MAX_XML_DEPTH} elements`);
  }

  #openTag(tag: SaxesTagNS): void {
    const attributes: XmlAttribute[] = [];
    const declarations = new Map<string, string>();
    for (const { name, local, uri, prefix, value } of Object.values(tag.attributes)) {
      if (uri === XMLNS) declarations.set(prefix === '' ? '' : local, value);
      else attributes.push({ name, localName: local, namespace: uri, prefix, value });
    }
    const parent = this.#open.at(-1);
    const element: Building = {
      name: tag.name,
      localName: tag.local,
      prefix: tag.prefix,
      namespace: tag.uri,
      attributes,
      declarations,
      parent,
      children: [],
      source: { start: this.#start, end: this.#start },
    };
    if (parent) parent.children.push(element);
    else this.#root = element;
    this.#open.push(element);
  }

  #closeTag(): void {
    const element = this.#open.pop();
    if (element) element.source.end = this.#parser.position;
    this.#depth--;
  }

  #addText(piece: string): void {
    const siblings = this.#open.at(-1)?.children;
    if (!siblings || piece === '') return;
    const last = siblings.at(-1);
    if (typeof last === 'string') siblings[siblings.length - 1] = last + piece;
    else {
      this.#count();
      siblings.push(piece);
    }
  }

  #count(): void {
    if (++this.#nodes > MAX_XML_NODES) throw this.#over(`${MAX_XML_NODES} nodes`);
  }

  #place(): string {
    return `${this.#parser.line}:${this.#parser.column}`;
  }

  #over(limit: string): HarnessError {
    return tooLarge(limit, this.#place());
  }

  #invalid(detail: string): HarnessError {
    return new HarnessError('WIRE_INVALID', { what: 'The XML', place: this.#place(), detail });
  }

  #refuse(detail: string): never {
    throw this.#invalid(detail);
  }
}
