import test from 'ava';
import fc from 'fast-check';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import {
  attribute,
  child,
  children,
  descend,
  escapeAttribute,
  escapeText,
  find,
  MAX_XML_ATTRIBUTES,
  MAX_XML_BYTES,
  MAX_XML_DEPTH,
  MAX_XML_NODES,
  parseXml,
  text,
} from '../../../harness/wire/xml/index.js';
import { targets } from '../../fuzz/xml.fuzz.js';

const SAMPLE = `<?xml version="1.0" encoding="utf-8"?>
<a:root xmlns:a="urn:a" xmlns="urn:d" a:x="1" y="2"><!-- no -->
  <item>one<!-- joined --> two</item><item a:z="&lt;&#65;"/><a:deep><item><![CDATA[<raw>]]></item></a:deep>
</a:root>`;

test('elements carry names, namespaces, attributes and joined text', (t) => {
  const root = parseXml(SAMPLE);
  t.is(root.namespace, 'urn:a');
  t.deepEqual(
    [...root.declarations],
    [
      ['a', 'urn:a'],
      ['', 'urn:d'],
    ],
  );
  t.deepEqual(root.attributes, [
    { name: 'a:x', localName: 'x', namespace: 'urn:a', prefix: 'a', value: '1' },
    { name: 'y', localName: 'y', namespace: '', prefix: '', value: '2' },
  ]);
  const items = children(root, 'item');
  t.deepEqual(items.map(text), ['one two', '']);
  t.is(items[0]?.namespace, 'urn:d');
  t.is(items[0]?.parent, root);
  t.is(items[1] && attribute(items[1], 'z'), '<A');
  t.is(text(descend(root, 'deep', 'item') ?? root), '<raw>');
  t.is(descend(root, 'item', 'item'), undefined);
  t.is(child(root, 'none'), undefined);
  t.is(find(root, (each) => each.prefix === 'a' && each !== root)?.localName, 'deep');
});

test('an element can be cut out of the text verbatim', (t) => {
  const spaced = '<r>\r\n\u{1F600}<a  b="1>2" ><c/></a\t><d/></r>';
  const root = parseXml(spaced);
  const cut = (localName: string) => {
    const found = find(root, localName);
    return found && spaced.slice(found.source.start, found.source.end);
  };
  t.is(cut('a'), '<a  b="1>2" ><c/></a\t>');
  t.is(cut('c'), '<c/>');
  t.is(cut('d'), '<d/>');
  t.is(cut('r'), spaced);
});

const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth);
const attributes = (count: number) => `<a ${Array.from({ length: count }, (_, i) => `a${i}=""`).join(' ')}/>`;
const nodes = (count: number) => `<a>${'<b/>'.repeat(count - 1)}</a>`;
const sized = (bytes: number) => `<a>${'x'.repeat(bytes - 7)}</a>`;

const limits: readonly (readonly [what: string, make: (size: number) => string, limit: number])[] = [
  ['depth', nested, MAX_XML_DEPTH],
  ['attributes', attributes, MAX_XML_ATTRIBUTES],
  ['nodes', nodes, MAX_XML_NODES],
  ['bytes', sized, MAX_XML_BYTES],
];
for (const [what, make, limit] of limits) {
  test(`${what}: the limit is accepted, one more is not`, (t) => {
    t.notThrows(() => parseXml(make(limit)));
    const tooMuch = () => {
      parseXml(make(limit + 1));
    };
    t.is(t.throws(tooMuch, { instanceOf: HarnessError })?.code, 'WIRE_TOO_LARGE');
  });
}

test('bytes are counted, not characters', (t) => {
  t.throws(() => parseXml(`<a>${'é'.repeat(MAX_XML_BYTES / 2)}</a>`), { instanceOf: HarnessError, message: /larger/ });
});

const refused: readonly (readonly [what: string, xml: string | Buffer, detail: RegExp])[] = [
  ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><a/>', /document type/],
  ['an external document type', '<!DOCTYPE a SYSTEM "http://contoso.test/a.dtd"><a/>', /document type/],
  ['a processing instruction', '<?php a?><a/>', /rocessing instruction/],
  ['a processing instruction inside', '<a><?b c?></a>', /processing instruction/],
  ['an undefined entity', '<a>&nbsp;</a>', /undefined entity/],
  ['an entity named like an object member', '<a>&constructor;</a>', /undefined entity/],
  ['an unclosed tag', '<a><b></a>', /close tag/],
  ['an unbound prefix', '<a:b/>', /unbound namespace/],
  ['an attribute given twice', '<a b="" b=""/>', /duplicate attribute/],
  ['an attribute given twice by namespace', '<a xmlns:x="u" xmlns:y="u" x:b="" y:b=""/>', /duplicate attribute/],
  ['two roots', '<a/><b/>', /at 1:/],
  ['text outside the root', '<a/>b', /outside of root/],
  ['no element', '', /root element/],
  ['XML 1.1', '<?xml version="1.1"?><a/>', /version/],
  ['another encoding', '<?xml version="1.0" encoding="utf-7"?><a/>', /encoding/],
  ['bytes that are not UTF-8', Buffer.from([0x3c, 0x61, 0x3e, 0xff]), /UTF-8/],
  ['a forbidden character reference', '<a>&#0;</a>', /character/],
];
for (const [what, xml, detail] of refused) {
  test(`refused: ${what}`, (t) => {
    t.is(t.throws(() => parseXml(xml), { instanceOf: HarnessError, message: detail })?.code, 'WIRE_INVALID');
  });
}

test('an error has its line and column', (t) => {
  t.throws(() => parseXml('<a>\n  <b></c>\n</a>'), { message: /at 2:9/ });
});

test('any text survives escaping in text and attributes', (t) => {
  const word = fc
    .string({ unit: 'grapheme' })
    .filter((each) => !/[^\t\n\r\x20-\uFFFD\u{10000}-\u{10FFFF}]/u.test(each));
  fc.assert(
    fc.property(word, word, (inside, beside) => {
      const element = parseXml(`<a b="${escapeAttribute(beside)}">${escapeText(inside)}</a>`);
      t.is(text(element), inside);
      t.is(attribute(element, 'b'), beside);
    }),
  );
  t.throws(() => escapeText('\u0000'), { instanceOf: HarnessError, message: /U\+0000/ });
  t.throws(() => escapeAttribute('\ud800'), { instanceOf: HarnessError });
});

test('random text never breaks the reader', (t) => {
  for (const target of targets) fc.assert(target.property);
  t.true(targets.length > 0);
});
