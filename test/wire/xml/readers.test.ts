import test from 'ava';
import fc from 'fast-check';
import { securityHeaderXml } from '../../../harness/authentication/web-ticket/index.js';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import {
  fault,
  writeGetAndPublishCertRequest,
  writeGetAndPublishCertResponse,
  writeRequestSecurityToken,
  writeRootChainRequest,
  writeRootChainResponse,
  writeUsernameToken,
  writeWebTicketMetadata,
} from '../../../harness/wire/soap/index.js';
import {
  child,
  MAX_XML_ATTRIBUTES,
  MAX_XML_DEPTH,
  MAX_XML_NODES,
  parseXml,
  text,
} from '../../../harness/wire/xml/index.js';
import { readPlain } from '../../../harness/wire/xml/plain-reader.js';
import { readStrictly } from '../../../harness/wire/xml/strict-reader.js';
import { checkReaders, whole } from '../../fuzz/xml.fuzz.js';

const bytes = Buffer.alloc(600, 0xa5);
const securityXml = securityHeaderXml({
  assertionXml: '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:1.0:assertion"/>',
  assertionId: 'SamlSecurityToken-1',
  proofKey: bytes,
  lifetimeXml: '<Created>2014-11-15T09:00:00Z</Created>',
  expires: new Date(0),
});
const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth);
const attributes = (count: number) => `<a${Array.from({ length: count }, (_, i) => ` a${i}=""`).join('')}/>`;
const nodes = (count: number) => `<a>${'x<b/>'.repeat((count - 1) / 2)}</a>`;

/** Documents that the quick reader reads itself. */
const plain: readonly (readonly [what: string, document: string])[] = [
  [
    'a request for a ticket',
    writeRequestSecurityToken({
      context: '{1}',
      appliesTo: 'https://web.contoso.test/',
      entropy: bytes,
      credentialsXml: writeUsernameToken('1001', 'a<&>"b'),
    }),
  ],
  [
    'a certificate request',
    writeGetAndPublishCertRequest({
      ...{ deviceId: '{1}', entity: 'alice@contoso.test', request: bytes, requestId: '1', securityXml },
      to: 'https://web.contoso.test/',
    }),
  ],
  [
    'an issued certificate',
    writeGetAndPublishCertResponse({ deviceId: '{1}', entity: 'a@contoso.test', certificate: bytes }),
  ],
  ['a chain request', writeRootChainRequest()],
  ['a chain', writeRootChainResponse('GetRootCertificates', [bytes, bytes])],
  ['a fault', fault({ faultcode: 's:Server', faultstring: 'No.', errorId: 1, reason: 'No.' })],
  ['metadata', writeWebTicketMetadata({ baseUrl: 'https://web.contoso.test/t', ports: ['WebTicketServicePin'] })],
  ['a declaration', '<?xml version="1.0" encoding="utf-8"?>\r\n<a/>'],
  ['a declaration in apostrophes', "<?xml version='1.0' encoding='UTF-8' standalone=\"yes\" ?><a/>"],
  ['white space around', ' \t\r\n<a/>\r\n'],
  ['apostrophes', '<a b=\'"\' c="\'"/>'],
  ['white space in tags', '<a\r\n\tb="1"  c="2"\n></a>'],
  ['line ends', '<a>1\r\n2\r3\n4\n\r5</a>'],
  ['references in text', '<a>&lt;&gt;&amp;&quot;&apos;&#65;&#x1F600;&#13;&#x0A;]]&gt;</a>'],
  ['references in values', '<a b="&lt;&gt;&amp;&quot;&apos;&#65;&#x1F600;&#13;&#x0A;&#9;"/>'],
  ['brackets', '<a b="]]>">]] > ]</a>'],
  ['letters beyond ASCII in text', '<a b="é">\u0085ÿ\u2028\ufeff\ufffd</a>'],
  ['namespaces', '<p:a xmlns:p="u" xmlns="v" p:b="1" b="2"><c xmlns=""/><d xmlns:p="w" p:b=""/><p:e p:b=""/></p:a>'],
  ['two prefixes of one namespace', '<a xmlns:p="u" xmlns:q="u" p:b="" q:c=""/>'],
  ['a declaration behind its use', '<p:a p:b="1" xmlns:p="u"/>'],
  ['the prefix of XML', '<a xml:lang="en"><xml:b/></a>'],
  [
    'names of objects',
    '<constructor __proto__="1" toString="2"><hasOwnProperty xmlns:__proto__="u" __proto__:b=""/></constructor>',
  ],
  ['names with digits, dots and hyphens', '<a1.b-c_ _d="1"/>'],
  ['the greatest depth', nested(MAX_XML_DEPTH)],
  ['the most attributes', attributes(MAX_XML_ATTRIBUTES)],
  ['the most nodes', nodes(MAX_XML_NODES - 1)],
];
for (const [what, document] of plain) {
  test(`read by both to the same tree: ${what}`, (t) => {
    const quick = readPlain(document);
    t.truthy(quick);
    t.deepEqual(quick, readStrictly(document));
    // What stands for itself is not enough: the text of each, as a string.
    t.is(quick && text(quick), text(readStrictly(document)));
  });
}

/** Documents that the quick reader leaves, though they are well-formed. */
const left: readonly (readonly [what: string, document: string])[] = [
  ['a comment', '<a><!--b--></a>'],
  ['a comment before', '<!--b--><a/>'],
  ['a comment behind', '<a/><!--b-->'],
  ['CDATA', '<a><![CDATA[b]]></a>'],
  ['a surrogate pair', '<a>\u{1F600}</a>'],
  ['a byte order mark', '\ufeff<a/>'],
  ['a name beyond ASCII', '<é/>'],
  ['an attribute beyond ASCII', '<a é=""/>'],
  ['white space in an end tag', '<a></a >'],
  ['white space around an equals sign', '<a b = "1"/>'],
  ['a line end in a value', '<a b="1\r\n2"/>'],
  ['a namespace with white space', '<a xmlns=" u "/>'],
  ['the declaration of xml', '<a xmlns:xml="http://www.w3.org/XML/1998/namespace"/>'],
  ['a name with colons in front', '<a xmlns:p="u" p:b="1" p:c-="2"><p:d/><e p:f=""/></a >'],
];
for (const [what, document] of left) {
  test(`left to the strict reader: ${what}`, (t) => {
    t.is(readPlain(document), undefined);
    t.deepEqual(parseXml(document), readStrictly(document));
  });
}

/** Documents that nobody may read. */
const refused: readonly (readonly [what: string, document: string])[] = [
  ['nothing', ''],
  ['white space', ' \r\n'],
  ['text alone', 'a'],
  ['a document type', '<!DOCTYPE a><a/>'],
  ['a processing instruction', '<?b?><a/>'],
  ['a processing instruction inside', '<a><?b?></a>'],
  ['a declaration inside', '<a><?xml version="1.0"?></a>'],
  ['white space before a declaration', ' <?xml version="1.0"?><a/>'],
  ['version 1.1', '<?xml version="1.1"?><a/>'],
  ['another encoding', '<?xml version="1.0" encoding="utf-16"?><a/>'],
  ['text before the root', 'x<a/>'],
  ['text behind the root', '<a/>x'],
  ['a reference outside the root', '<a/>&#32;'],
  ['two roots', '<a/><b/>'],
  ['a root that does not end', '<a><b/>'],
  ['an end too many', '<a/></a>'],
  ['an end alone', '</a>'],
  ['an end of another', '<a><b></a></b>'],
  ['an end of a longer name', '<a></ab>'],
  ['an end of a shorter name', '<ab></a>'],
  ['an end with an attribute', '<a></a b="1">'],
  ['a tag that does not end', '<a'],
  ['a slash that does not end it', '<a/ >'],
  ['a slash in the middle', '<a/b="1">'],
  ['no name', '< a/>'],
  ['a name that begins with a digit', '<1a/>'],
  ['a name that begins with a hyphen', '<-a/>'],
  ['an attribute that begins with a digit', '<a 1b=""/>'],
  ['a colon in front', '<:a/>'],
  ['a colon behind', '<a:/>'],
  ['two colons', '<p:a:b xmlns:p="u"/>'],
  ['an attribute with two colons', '<a xmlns:p="u" p:b:c=""/>'],
  ['no space between attributes', '<a b=""c=""/>'],
  ['no value', '<a b/>'],
  ['no quotes', '<a b=1/>'],
  ['a value that does not end', '<a b="1/>'],
  ['quotes of two kinds', '<a b="1\'/>'],
  ['a tag in a value', '<a b="<"/>'],
  ['an attribute twice', '<a b="1" b="1"/>'],
  ['an attribute twice by namespace', '<a xmlns:p="u" xmlns:q="u" p:b="" q:b=""/>'],
  ['the last of three attributes like the first', '<a b="1" c="2" b="3"/>'],
  ['a namespace twice', '<a xmlns="u" xmlns="u"/>'],
  ['a prefix twice', '<a xmlns:p="u" xmlns:p="u"/>'],
  ['an unbound prefix', '<p:a/>'],
  ['an unbound prefix of an attribute', '<a p:b=""/>'],
  ['a prefix out of scope', '<a><b xmlns:p="u"/><p:c/></a>'],
  ['an attribute with a prefix out of scope', '<a><b xmlns:p="u"></b><c p:d=""/></a>'],
  ['a prefix for nothing', '<a xmlns:p=""/>'],
  ['another namespace for xml', '<a xmlns:xml="u"/>'],
  ['a namespace for xmlns', '<a xmlns:xmlns="u"/>'],
  ["a prefix for XML's namespace", '<a xmlns:p="http://www.w3.org/XML/1998/namespace"/>'],
  ["XML's namespace by default", '<a xmlns="http://www.w3.org/XML/1998/namespace"/>'],
  ['a prefix for the namespace of namespaces', '<a xmlns:p="http://www.w3.org/2000/xmlns/"/>'],
  ['a tag that is a declaration', '<xmlns:a/>'],
  ['the end of CDATA in text', '<a>]]></a>'],
  ['the end of CDATA behind a line end', '<a>\r\n]]]></a>'],
  ['an ampersand', '<a>a & b</a>'],
  ['an ampersand in a value', '<a b="a & b"/>'],
  ['a reference that does not end', '<a>&amp</a>'],
  ['an unknown entity', '<a>&nbsp;</a>'],
  ['an unknown entity in a value', '<a b="&nbsp;"/>'],
  ['an entity of an object', '<a>&constructor;</a>'],
  ['an entity in capitals', '<a>&LT;</a>'],
  ['a reference to no character', '<a>&#0;</a>'],
  ['a reference to a control character', '<a>&#x1F;</a>'],
  ['a reference to half a pair', '<a>&#xD800;</a>'],
  ['a reference to no character at the end', '<a>&#xFFFE;</a>'],
  ['a reference beyond Unicode', '<a>&#x110000;</a>'],
  ['a reference by a capital X', '<a>&#X41;</a>'],
  ['a reference without digits', '<a>&#;</a>'],
  ['a hexadecimal reference without its x', '<a>&#4F;</a>'],
  ['a control character', '<a>\u0001</a>'],
  ['half a surrogate pair', '<a>\ud800</a>'],
  ['a character that is none', '<a b="\ufffe"/>'],
  ['one element too deep', nested(MAX_XML_DEPTH + 1)],
  ['one attribute too many', attributes(MAX_XML_ATTRIBUTES + 1)],
  ['one node too many', nodes(MAX_XML_NODES + 1)],
  ['a text too many', `${nodes(MAX_XML_NODES - 1).slice(0, -4)}x<b/>x</a>`],
];
for (const [what, document] of refused) {
  test(`read by neither: ${what}`, (t) => {
    t.is(readPlain(document), undefined);
    t.throws(() => readStrictly(document), { instanceOf: HarnessError });
    t.throws(() => parseXml(document));
  });
}

test('children know their parents, and every element its place', (t) => {
  const document = '<?xml version="1.0"?>\n<a>é<p:b xmlns:p="u" p:c="1>2"><d/></p:b></a>\n';
  const root = readPlain(document);
  const inner = root && child(root, 'b');
  t.is(root?.parent, undefined);
  t.is(inner?.parent, root);
  t.is(document.slice(inner?.source.start, inner?.source.end), '<p:b xmlns:p="u" p:c="1>2"><d/></p:b>');
  t.is(document.slice(root?.source.start, root?.source.end), document.trim().slice('<?xml version="1.0"?>\n'.length));
});

test('of random documents the quick reader reads enough for the comparison to mean something', (t) => {
  const made = fc.sample(whole, { seed: 42, numRuns: 1000 });
  t.true(made.filter((document) => checkReaders(document) === 'read').length > 150);
});
