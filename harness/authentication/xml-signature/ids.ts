import { WS_SECURITY_UTILITY } from '../../wire/soap/index.js';
import { children, type XmlElement } from '../../wire/xml/index.js';

const XML = 'http://www.w3.org/XML/1998/namespace';

/** The element's `wsu:Id`, what references in a Security header name. */
export function utilityId(element: XmlElement): string | undefined {
  return element.attributes.find((each) => each.localName === 'Id' && each.namespace === WS_SECURITY_UTILITY)?.value;
}

/** The document's root. */
export function rootOf(element: XmlElement): XmlElement {
  let root = element;
  while (root.parent) root = root.parent;
  return root;
}

/**
 * Every element of the document a reference to this id could mean, whichever attribute has it: a signature over an id
 * that two elements have signs for neither, or one could be moved away and another put in its place.
 */
export function elementsOfId(root: XmlElement, id: string): XmlElement[] {
  const here = root.attributes.some((each) => each.value === id && isId(each));
  return [...(here ? [root] : []), ...children(root).flatMap((each) => elementsOfId(each, id))];
}

function isId({ localName, namespace }: XmlElement['attributes'][number]): boolean {
  if (namespace === WS_SECURITY_UTILITY || namespace === '') return /^(?:id|assertionid)$/i.test(localName);
  return namespace === XML && localName === 'id';
}
