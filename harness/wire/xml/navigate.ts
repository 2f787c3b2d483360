import type { XmlElement } from './element.js';

/** The first child element of that local name, whatever its namespace: how the clients of these services read. */
export function child(element: XmlElement, localName: string): XmlElement | undefined {
  for (const each of element.children) if (typeof each !== 'string' && each.localName === localName) return each;
  return undefined;
}

/** The child elements, all or those of a local name. */
export function children(element: XmlElement, localName?: string): XmlElement[] {
  const all = elements(element);
  return localName === undefined ? all : all.filter((each) => each.localName === localName);
}

/** Down a path of local names, the first match at each level, without turning back. */
export function descend(element: XmlElement, ...localNames: string[]): XmlElement | undefined {
  let at: XmlElement | undefined = element;
  for (const localName of localNames) at = at && child(at, localName);
  return at;
}

/** The first element in document order, `element` included, of that local name or for which the predicate holds. */
export function find(element: XmlElement, wanted: string | ((element: XmlElement) => boolean)): XmlElement | undefined {
  const matches = typeof wanted === 'string' ? (each: XmlElement) => each.localName === wanted : wanted;
  if (matches(element)) return element;
  for (const each of element.children) {
    const found = typeof each === 'string' ? undefined : find(each, matches);
    if (found) return found;
  }
  return undefined;
}

/** All text inside the element, at any depth, untrimmed. */
export function text(element: XmlElement): string {
  const [only] = element.children;
  if (typeof only === 'string' && element.children.length === 1) return only;
  return element.children.map((each) => (typeof each === 'string' ? each : text(each))).join('');
}

/** The value of the first attribute of that local name, exact in case. */
export function attribute(element: XmlElement, localName: string): string | undefined {
  return element.attributes.find((each) => each.localName === localName)?.value;
}

function elements(element: XmlElement): XmlElement[] {
  return element.children.filter((each): each is XmlElement => typeof each !== 'string');
}
