import type { XmlAttribute, XmlElement } from './element.js';
import { escapeAttribute, escapeText } from './escape.js';

/** The algorithm's name in a signature, and the namespace of its InclusiveNamespaces. */
export const EXCLUSIVE_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** How a PrefixList writes the default namespace (Exclusive XML Canonicalization 1.0 section 4). */
const DEFAULT_TOKEN = '#default';

/** The declarations in force in the output, and what is to be written beyond what a tag visibly uses. */
interface Output {
  readonly rendered: Map<string, string>;
  readonly pieces: string[];
  readonly inclusive: readonly string[];
}

/**
 * The element in Exclusive XML Canonicalization 1.0 without comments, as the apex of its own document subset: namespaces
 * are written where a tag first visibly uses them, those of the prefixes of InclusiveNamespaces where they are in scope.
 */
export function canonicalize(element: XmlElement, inclusivePrefixes: readonly string[] = []): string {
  const inclusive = [...new Set(inclusivePrefixes.map((prefix) => (prefix === DEFAULT_TOKEN ? '' : prefix)))];
  const output: Output = { rendered: new Map([['', '']]), pieces: [], inclusive };
  write(element, inclusive.length === 0 ? new Map() : inScope(element), output);
  return output.pieces.join('');
}

/** `outside`: the namespaces of inclusive prefixes that this element inherits into the output. */
function write(element: XmlElement, outside: ReadonlyMap<string, string>, output: Output): void {
  const { pieces, rendered } = output;
  const replaced: [prefix: string, previous: string | undefined][] = [];
  pieces.push('<', element.name);
  for (const [prefix, uri] of namespacesOf(element, outside, output.inclusive)) {
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
    else write(each, each.declarations, output);
  }
  pieces.push('</', element.name, '>');
  for (const [prefix, previous] of replaced) {
    if (previous === undefined) rendered.delete(prefix);
    else rendered.set(prefix, previous);
  }
}

/** Prefixes of the tag's own name and attributes and the inclusive ones, with their URIs, sorted; `xml` is never declared. */
function namespacesOf(
  element: XmlElement,
  outside: ReadonlyMap<string, string>,
  inclusive: readonly string[],
): [prefix: string, uri: string][] {
  const used = new Map<string, string>();
  for (const prefix of inclusive) {
    const uri = outside.get(prefix);
    if (uri !== undefined) used.set(prefix, uri);
  }
  used.set(element.prefix, element.namespace);
  for (const { prefix, namespace } of element.attributes) if (prefix !== '') used.set(prefix, namespace);
  used.delete('xml');
  return [...used].sort(([a], [b]) => byCodePoint(a, b));
}

/** Every declaration in force at the element. */
function inScope(element: XmlElement): Map<string, string> {
  const found = new Map(element.declarations);
  for (let at = element.parent; at; at = at.parent) {
    for (const [prefix, uri] of at.declarations) if (!found.has(prefix)) found.set(prefix, uri);
  }
  return found;
}

function byNamespaceThenName(a: XmlAttribute, b: XmlAttribute): number {
  return byCodePoint(a.namespace, b.namespace) || byCodePoint(a.localName, b.localName);
}

const SURROGATE = /[\ud800-\udfff]/;

/** Code units are in the order of code points but for surrogates, which no name here is likely to have. */
function byCodePoint(a: string, b: string): number {
  if (a === b) return 0;
  if (SURROGATE.test(a) || SURROGATE.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
}
