import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { canonicalize, parseXml, type XmlElement } from '../../harness/wire/xml/index.js';
import { readPlain } from '../../harness/wire/xml/plain-reader.js';
import { readStrictly } from '../../harness/wire/xml/strict-reader.js';
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

/** What the quick reader reads, the strict one reads to the same tree. */
export function checkReaders(text: string): 'read' | 'left' {
  const plain = readPlain(text);
  if (plain === undefined) return 'left';
  let strict: XmlElement;
  try {
    strict = readStrictly(text);
  } catch (error) {
    throw new Error(`the quick reader takes what the strict one refuses: ${String(error)}`);
  }
  if (!isDeepStrictEqual(plain, strict)) throw new Error('the two readers give different trees');
  return 'read';
}

/** Mostly what is plain, so that whole documents of it come, too. */
const mostly = (usual: readonly string[], strange: readonly string[], ...more: fc.Arbitrary<string>[]) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: fc.oneof(fc.constantFrom(...strange), ...more) },
  );
const names = mostly(['a', 'b-1.c', 'p:a', 'r:a', '_', 'constructor'], ['q:a', 'xmlns:a', 'p:a:b', 'é', ':a', 'a:']);
const attributes = mostly(
  [
    ' xmlns="v"',
    ' xmlns=""',
    ' xmlns:p="u"',
    " xmlns:q='u'",
    ' b="1"',
    ' p:b="3"',
    ' xml:lang="en"',
    '\r\n\tc="x>y"',
  ].concat([' d="&lt;&#65;&#x1F600;"', ' e="&#xD;"', ' f="]]>"']),
  [' xmlns:p=""', ' xmlns:q=" w "', ' xmlns:xml="x"', ' q:b="4"', ' b = "1"', 'b="1"', ' b=1', ' b', " b='2'"].concat([
    ' c="&#0;"',
    ' c="&x;"',
    ' c="\t"',
    ' c="\r\n"',
    ' c="<"',
  ]),
);
const texts = mostly(
  ['x', ' ', '&amp;', '&quot;&apos;&gt;', '&#65;', '&#x1F600;', '\r\n', '\r', '\n\r', ']]&gt;', ']', '>', '"', 'é'],
  ['&#1;', '&#xFFFE;', '&', '&amp', '&y;', ']]>', '<!--c-->', '<![CDATA[d]]>', '<?e?>'],
  fc.string({ unit: 'binary', maxLength: 3 }),
);
const { element } = fc.letrec<{ element: string; inside: string }>((tie) => ({
  element: fc
    .record({
      name: names,
      attributes: fc.array(attributes, { maxLength: 3 }),
      inside: fc.array(tie('inside'), { maxLength: 4 }),
      close: mostly(['>', '/>'], [' >']),
    })
    .map(({ attributes: own, close, inside, name }) =>
      close === '/>' ? `<${name}${own.join('')}/>` : `<${name}${own.join('')}>${inside.join('')}</${name}${close}`,
    ),
  inside: fc.oneof({ maxDepth: 4 }, texts, tie('element')),
}));
/** Documents of which many are plain, some well-formed in another way, and some broken. */
export const whole = fc
  .record({
    head: fc.constantFrom(
      '',
      '',
      '<?xml version="1.0"?>\r\n',
      "<?xml version='1.0' encoding='UTF-8' ?>",
      '\ufeff',
      ' ',
    ),
    element,
    tail: mostly(['', '\r\n'], ['x', '<z/>', '<!---->']),
  })
  .map(({ head, element: inner, tail }) => `${head}<w xmlns:p="u" xmlns:r="t">${inner}</w>${tail}`);
const cut = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat(3), put: piece });

export const targets: FuzzTarget[] = [
  { name: 'XML: both readers', property: fc.property(whole, (text) => void checkReaders(text)) },
  {
    name: 'XML: both readers, a document cut and patched',
    property: fc.property(whole, cut, (text, { at, length, put }) => {
      const from = Math.floor(at * text.length);
      checkReaders(text.slice(0, from) + put + text.slice(from + length));
    }),
  },
  {
    name: 'XML from fragments',
    property: fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      check(pieces.join(''));
      check(`<r xmlns:p="w">${pieces.join('')}</r>`);
    }),
  },
  { name: 'XML from bytes', property: fc.property(fc.uint8Array(), (bytes) => check(Buffer.from(bytes))) },
];
