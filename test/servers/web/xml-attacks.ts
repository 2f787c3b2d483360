/** Bodies that attack whoever reads XML, each with the status it is refused with and what the sentence says of it. */
export interface XmlAttack {
  readonly name: string;
  readonly body: Buffer;
  readonly status: 400 | 413 | 415;
  readonly sentence: RegExp;
  readonly headers?: Readonly<Record<string, string>>;
}

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const message = (inside: string, prologue = '') =>
  `${prologue}<s:Envelope xmlns:s="${SOAP}"><s:Body>${inside}</s:Body></s:Envelope>`;

const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');

function attack(
  name: string,
  body: string | Buffer,
  sentence: RegExp,
  more: Partial<Pick<XmlAttack, 'status' | 'headers'>> = {},
): XmlAttack {
  return { name, body: Buffer.from(body), sentence, status: 400, ...more };
}

/** Line and column, as an editor shows them. */
const PLACED = /at \d+:\d+:/;
const DOCTYPE = /at 1:\d+: document type declarations are not accepted/;
const NOT_UTF8 = /not UTF-8/;

export const xmlAttacks: readonly XmlAttack[] = [
  attack('a billion laughs', message('&l9;', `<!DOCTYPE x [<!ENTITY l0 "ha">${laughs}]>`), DOCTYPE),
  attack('quadratic entities', message('&a;'.repeat(500), `<!DOCTYPE x [<!ENTITY a "${'a'.repeat(900)}">]>`), DOCTYPE),
  attack('an external entity', message('&x;', '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), DOCTYPE),
  attack('a parameter entity', message('', '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:1/p"> %p;]>'), DOCTYPE),
  attack('a document type alone', message('', '<!DOCTYPE x>'), DOCTYPE),
  attack('an undefined entity', message('&nbsp;'), PLACED),
  attack('a processing instruction', message('<?php evil ?>'), /processing instructions are not accepted/),
  attack('a style sheet', message('', '<?xml-stylesheet href="x"?>'), /processing instructions are not accepted/),
  attack('1,000 elements in one another', message('<a>'.repeat(1000)), /depth of 64 elements/, { status: 413 }),
  attack('300,000 elements never closed', message('<a>'.repeat(300_000)), /depth of 64 elements/, { status: 413 }),
  attack('200,000 elements side by side', message('<a/>'.repeat(200_000)), /20000 nodes/, { status: 413 }),
  attack('10,000 attributes', message(`<a ${attributes(10_000)}/>`), /64 attributes of an element/, { status: 413 }),
  attack('10,000 namespaces', message(`<a ${attributes(10_000, 'xmlns:')}/>`), /64 attributes/, { status: 413 }),
  attack('10 MB of text', message('a'.repeat(10_000_000)), /The request is too large/, { status: 413 }),
  attack('an attribute given twice', message('<a b="1" b="2"/>'), /at 1:\d+: duplicate attribute/),
  attack(
    'an attribute given twice by two prefixes',
    message('<a xmlns:p="urn:x" xmlns:q="urn:x" p:b="1" q:b="2"/>'),
    /at 1:\d+: duplicate attribute/,
  ),
  attack('a prefix nobody declared', message('<p:a/>'), /at 1:\d+: unbound namespace prefix/),
  attack('the prefix xml for something else', message('<a xmlns:xml="urn:x"/>'), PLACED),
  attack('the prefix xmlns declared', message('<a xmlns:xmlns="urn:x"/>'), PLACED),
  attack('end tags in the wrong order', message('<a><b></a></b>'), PLACED),
  attack('two roots', `${message('')}${message('')}`, PLACED),
  attack('text behind the root', `${message('')}x`, PLACED),
  attack('cut off in a tag', message('').slice(0, -8), PLACED),
  attack('a CDATA section that never ends', message('<![CDATA[<a>'), PLACED),
  attack('a comment with two hyphens', message('<!-- -- -->'), PLACED),
  attack('UTF-16 with a mark', utf16(message(''), true), NOT_UTF8),
  attack('UTF-16 without a mark', utf16(message(''), false), PLACED),
  attack('UTF-16 by its own word', message('', '<?xml version="1.0" encoding="UTF-16"?>'), /the encoding is not UTF-8/),
  attack('Latin 1', message('', '<?xml version="1.0" encoding="ISO-8859-1"?>'), /the encoding is not UTF-8/),
  attack('UTF-7', message('', '<?xml version="1.0" encoding="UTF-7"?>'), /the encoding is not UTF-8/),
  attack('XML 1.1', message('', '<?xml version="1.1"?>'), /the XML version is not 1\.0/),
  attack('an overlong zero', Buffer.concat([Buffer.from(message('')), Buffer.from('c080', 'hex')]), NOT_UTF8),
  attack('half a character', Buffer.concat([Buffer.from('<a>'), Buffer.from('e282', 'hex')]), NOT_UTF8),
  attack('a zero byte', message('\u0000'), PLACED),
  attack('a reference to a zero', message('&#0;'), PLACED),
  attack('a reference to half a pair', message('&#xD800;'), PLACED),
  attack('a reference beyond Unicode', message('&#x110000;'), PLACED),
  attack('bytes that are no XML', Buffer.from('89504e470d0a1a0a', 'hex'), NOT_UTF8),
  attack('a compressed body', Buffer.from('1f8b0800', 'hex'), /without a Content-Encoding only/, {
    status: 415,
    headers: { 'Content-Encoding': 'gzip' },
  }),
];

function attributes(count: number, prefix = 'a'): string {
  return Array.from({ length: count }, (_, i) => `${prefix}${prefix === 'a' ? '' : 'p'}${i}="urn:${i}"`).join(' ');
}

function utf16(text: string, mark: boolean): Buffer {
  return Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le');
}
