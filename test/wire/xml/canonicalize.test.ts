import { createHash, createHmac } from 'node:crypto';
import test from 'ava';
import { canonicalize, EXCLUSIVE_C14N, find, parseXml } from '../../../harness/wire/xml/index.js';

const WSU = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd';
const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const LIFETIME =
  `<Created xmlns="${WSU}">2024-01-01T00:00:00Z</Created>` + `<Expires xmlns="${WSU}">2024-01-01T08:00:00Z</Expires>`;
const TIMESTAMP = `<wsu:Timestamp xmlns:wsu="${WSU}" wsu:Id="timestamp">${LIFETIME}</wsu:Timestamp>`;
const DIGEST = 'sgcVjFHzmG92VAOj1qggaJxnKxY=';

const sha1 = (text: string) => createHash('sha1').update(text).digest('base64');
const inside = (xml: string, localName: string) => {
  const found = find(parseXml(xml), localName);
  if (!found) throw new Error(`no ${localName}`);
  return found;
};

test('the Timestamp of the reference digests to its value', (t) => {
  t.is(canonicalize(parseXml(TIMESTAMP)), TIMESTAMP);
  t.is(sha1(canonicalize(parseXml(TIMESTAMP))), DIGEST);
});

test('the Timestamp digests the same inside an envelope full of other declarations', (t) => {
  const pasted = `<s:E xmlns:s="urn:s" xmlns="urn:x" xmlns:wsu="${WSU}" xmlns:q="urn:q"><s:H>${TIMESTAMP}</s:H></s:E>`;
  t.is(sha1(canonicalize(inside(pasted, 'Timestamp'))), DIGEST);
});

test('prefixed children that declare their prefix again digest differently: the trap of the reference', (t) => {
  const again = TIMESTAMP.replaceAll('Created', 'wsu:Created').replaceAll(
    '<wsu:Created xmlns=',
    '<wsu:Created xmlns:wsu=',
  );
  t.not(canonicalize(parseXml(again)), again);
});

test('the SignedInfo of the reference has its signature value', (t) => {
  const signedInfo =
    `<SignedInfo xmlns="${DSIG}"><CanonicalizationMethod Algorithm="${EXCLUSIVE_C14N}"/>` +
    `<SignatureMethod Algorithm="${DSIG}hmac-sha1"/><Reference URI="#timestamp"><Transforms>` +
    `<Transform Algorithm="${EXCLUSIVE_C14N}"/></Transforms><DigestMethod Algorithm="${DSIG}sha1"/>` +
    `<DigestValue>${DIGEST}</DigestValue></Reference></SignedInfo>`;
  const key = Buffer.from('kzKsdUYm5jm2IvD34OkFWUbh8E5MOer1bQamWTQ8rhU=', 'base64');
  const signature = createHmac('sha1', key)
    .update(canonicalize(parseXml(signedInfo)))
    .digest('base64');
  t.is(signature, 'pD1KOkiP5jLhrhOMRvRII9oGvHY=');
});

/** Exclusive XML Canonicalization 1.0 section 2.2: the same element in two contexts. */
test('the example of the recommendation: the enveloping context does not matter', (t) => {
  const element =
    '<n1:elem2 xmlns:n1="http://example.net" xml:lang="en"><n3:stuff xmlns:n3="ftp://example.org"/></n1:elem2>';
  const expected =
    '<n1:elem2 xmlns:n1="http://example.net" xml:lang="en"><n3:stuff xmlns:n3="ftp://example.org"></n3:stuff></n1:elem2>';
  const first = `<n0:local xmlns:n0="http:foo" xmlns:n3="ftp://example.org">${element}</n0:local>`;
  const second = `<n2:pdu xmlns:n1="http://example.com" xmlns:n2="http://foo.example" xml:lang="fr" xml:space="retain">${element}</n2:pdu>`;
  t.is(canonicalize(inside(first, 'elem2')), expected);
  t.is(canonicalize(inside(second, 'elem2')), expected);
});

const cases: readonly (readonly [what: string, xml: string, canonical: string])[] = [
  ['a declaration nobody uses disappears', '<a xmlns:b="u"/>', '<a></a>'],
  [
    'it is written where it is first used',
    '<a xmlns:b="u"><b:c/><b:d/></a>',
    '<a><b:c xmlns:b="u"></b:c><b:d xmlns:b="u"></b:d></a>',
  ],
  [
    'it is not repeated below its use',
    '<b:a xmlns:b="u"><b:c xmlns:b="u"/></b:a>',
    '<b:a xmlns:b="u"><b:c></b:c></b:a>',
  ],
  ['attributes use prefixes too', '<a xmlns:b="u"><c b:d="1"/></a>', '<a><c xmlns:b="u" b:d="1"></c></a>'],
  ['the default namespace is taken back', '<a xmlns="u"><b xmlns=""/></a>', '<a xmlns="u"><b xmlns=""></b></a>'],
  [
    'no default namespace needs no taking back',
    '<x:a xmlns:x="u" xmlns="v"><b xmlns=""/></x:a>',
    '<x:a xmlns:x="u"><b></b></x:a>',
  ],
  [
    'declarations by prefix, attributes by namespace then name',
    '<a xmlns:z="urn:1" xmlns:y="urn:2" y:b="4" z:c="3" b="2" a="1" xmlns="urn:3"/>',
    '<a xmlns="urn:3" xmlns:y="urn:2" xmlns:z="urn:1" a="1" b="2" z:c="3" y:b="4"></a>',
  ],
  [
    'text is escaped',
    '<a b="&lt;&gt;&quot;&#9;&#10;&#13;\'">&gt;&lt;&amp;&#13;"\r\n</a>',
    '<a b="&lt;>&quot;&#x9;&#xA;&#xD;\'">&gt;&lt;&amp;&#xD;"\n</a>',
  ],
  ['comments go, CDATA becomes text', '<a>1<!-- 2 --><![CDATA[<3>]]></a>', '<a>1&lt;3&gt;</a>'],
];
for (const [what, xml, canonical] of cases) {
  test(what, (t) => t.is(canonicalize(parseXml(xml)), canonical));
}
