import type { XmlAttribute, XmlElement } from './element.js';
import { escapeAttribute, escapeText } from './escape.js';

/** The algorithm's name in a signature. */
export const EXCLUSIVE_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/**
 * The element in Exclusive XML Canonicalization 1.0 without comments, as the apex of its own document subset and with
 * no inclusive prefixes: only namespaces a tag visibly uses are written, where they are first used.
 */
export function canonicalize(element: XmlElement): string {
  const pieces: string[] = [];
  write(element, new Map([['', '']]), pieces);
  return pieces.join('');
}

/** `rendered`: the declarations in force in the output, restored on return. */
function write(element: XmlElement, rendered: Map<string, string>, pieces: string[]): void {
  const replaced: [prefix: string, previous: string | undefined][] = [];
  pieces.push('<', element.name);
  for (const [prefix, uri] of visiblyUsed(element)) {
    const previous = rendered.get(prefix);
    if (previous === uri) continue;
    replaced.push([prefix, previous]);
    rendered.set(prefix, uri);
    pieces.push(prefix === '' ? ' xmlns' : ` xmlns:${prefix}`, '="', escapeAttribute(uri), '"');
  }
  for (const { name, value } of [...element.attributes].sort(byNamespaceThenName)) {
    pieces.push(' ', name, '="', escapeAttribute(value), '"');
  }
  pieces.push('>');
  for (const each of element.children) {
    if (typeof each === 'string') pieces.push(escapeText(each));
    else write(each, rendered, pieces);
  }
  pieces.push('</', element.name, '>');
  for (const [prefix, previous] of replaced) {
    if (previous === undefined) rendered.delete(prefix);
    else rendered.set(prefix, previous);
  }
}

/** Prefixes of the tag's own name and attributes with their URIs, sorted; `xml` is never declared. */
function visiblyUsed(element: XmlElement): [prefix: string, uri: string][] {
  const used = new Map([[element.prefix, element.namespace]]);
  for (const { prefix, namespace } of element.attributes) if (prefix !== '') used.set(prefix, namespace);
  used.delete('xml');
  return [...used].sort(([a], [b]) => byCodePoint(a, b));
}

function byNamespaceThenName(a: XmlAttribute, b: XmlAttribute): number {
  return byCodePoint(a.namespace, b.namespace) || byCodePoint(a.localName, b.localName);
}

function byCodePoint(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b));
}
