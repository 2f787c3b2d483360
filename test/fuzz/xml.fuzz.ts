import fc from 'fast-check';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { canonicalize, parseXml, type XmlElement } from '../../harness/wire/xml/index.js';
import type { FuzzTarget } from './target.js';

/** Pieces that often make well-formed or nearly well-formed XML. */
const piece = fc.oneof(
  fc.constantFrom('<a>', '</a>', '<a', '/>', '<p:b xmlns:p="u">', '</p:b>', ' xmlns="v"', ' p:c="1"', " c='2'", '>'),
  fc.constantFrom('&amp;', '&#x41;', '&x;', '<!--', '-->', '<![CDATA[', ']]>', '<?x ?>', '<!DOCTYPE a>', '\r\n', '\r'),
  fc.string({ unit: 'binary', maxLength: 4 }),
);

function check(source: string | Buffer): void {
  let root: XmlElement;
  try {
    root = parseXml(source);
  } catch (error) {
    if (error instanceof HarnessError) return;
    throw error;
  }
  const canonical = canonicalize(root);
  if (canonicalize(parseXml(canonical)) !== canonical) throw new Error('canonicalizing twice changes the text');
  if (typeof source === 'string') checkCuts(root, source);
}

function checkCuts(element: XmlElement, source: string): void {
  const cut = source.slice(element.source.start, element.source.end);
  if (!cut.startsWith(`<${element.name}`) || !cut.endsWith('>')) throw new Error(`<${element.name}> is cut as ${cut}`);
  for (const each of element.children) if (typeof each !== 'string') checkCuts(each, source);
}

export const targets: FuzzTarget[] = [
  {
    name: 'XML from fragments',
    property: fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      check(pieces.join(''));
      check(`<r xmlns:p="w">${pieces.join('')}</r>`);
    }),
  },
  { name: 'XML from bytes', property: fc.property(fc.uint8Array(), (bytes) => check(Buffer.from(bytes))) },
];
