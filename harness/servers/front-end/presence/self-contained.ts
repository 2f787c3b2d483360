import { HarnessError } from '../../../foundation/errors/index.js';
import { canonicalize, parseXml, type XmlElement } from '../../../wire/xml/index.js';

/**
 * An element as it was written, to be put into another document: verbatim where it declares all it uses, else in
 * canonical form, which does.
 */
export function selfContained(element: XmlElement, text: string): string {
  const verbatim = text.slice(element.source.start, element.source.end);
  const canonical = canonicalize(element);
  return meansTheSame(verbatim, canonical) ? verbatim : canonical;
}

function meansTheSame(verbatim: string, canonical: string): boolean {
  try {
    return canonicalize(parseXml(verbatim)) === canonical;
  } catch (error) {
    // A prefix declared further out.
    if (error instanceof HarnessError) return false;
    throw error;
  }
}
