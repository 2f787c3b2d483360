import test from 'ava';
import fc from 'fast-check';
import { type ErrorCode, HarnessError } from '../../../harness/foundation/errors/index.js';
import {
  checkRequest,
  header,
  headerValues,
  listValues,
  parseAddress,
  parseCSeq,
  parseSip,
  parseVia,
  type SipMessage,
  serializeSip,
} from '../../../harness/wire/sip/index.js';
import { targets } from '../../fuzz/sip.fuzz.js';
import { request, SHORT_TORTUOUS_INVITE, WIDE_RANGE_OF_CHARACTERS, wire } from './tortuous.js';

test('RFC 4475 3.1.1.1, a short tortuous INVITE', (t) => {
  const message = parseSip(SHORT_TORTUOUS_INVITE);
  if (message.kind !== 'request') return t.fail('not a request');
  checkRequest(message);
  t.is(message.uri, 'sip:vivekg@chair-dnrc.example.com;unknownparam');
  t.is(message.headers[0]?.name, 'TO');
  t.is(header(message, 'subject'), '');
  t.is(header(message, 'NewFangledHeader'), 'newfangled value continued newfangled value');
  t.is(header(message, 'UnknownHeaderWithUnusualValue'), ';;,,;;,;');
  const from = parseAddress(header(message, 'From') ?? '');
  t.is(from.displayName, 'J Rosenberg \\"');
  t.is(from.parameters.get('tag'), '98asjd8');
  const to = parseAddress(header(message, 'To') ?? '');
  t.is(to.uri, 'sip:vivekg@chair-dnrc.example.com');
  t.is(to.parameters.get('tag'), '1918181833n');
  t.deepEqual(parseCSeq(header(message, 'CSeq') ?? ''), { number: 9, method: 'INVITE', numberText: '0009' });
  const vias = headerValues(message, 'Via').flatMap(listValues).map(parseVia);
  t.deepEqual(
    vias.map((via) => [via.protocol, via.host, via.parameters.get('branch')]),
    [
      ['SIP/2.0/UDP', '192.0.2.2', '390skdjuw'],
      ['SIP/2.0/TCP', 'spindle.example.com', 'z9hG4bK9ikj8'],
      ['SIP/2.0/UDP', '192.168.255.111', 'z9hG4bK30239'],
    ],
  );
  const contact = parseAddress(header(message, 'contact') ?? '');
  t.is(contact.displayName, 'Quoted string ""');
  t.deepEqual(
    [...contact.parameters],
    [
      ['newparam', 'newvalue'],
      ['secondparam', ''],
      ['q', '0.33'],
    ],
  );
});

test('RFC 4475 3.1.1.2, a wide range of characters', (t) => {
  const message = parseSip(WIDE_RANGE_OF_CHARACTERS);
  if (message.kind !== 'request') return t.fail('not a request');
  checkRequest(message);
  t.is(parseAddress(header(message, 'To') ?? '').displayName, 'BEL:\u0007 NUL:\u0000 DEL:\u007f');
  const from = parseAddress(header(message, 'From') ?? '');
  t.is(from.displayName, "token1~` token2'+_ token3*%!.-");
  t.is(from.parameters.get("fromparam''~+*_!.-%"), '\u0440\u0430\u0431');
});

test('accepted: no branch in Via, as Communicator sends it', (t) => {
  const message = parseSip(request({ set: { Via: 'SIP/2.0/tls 10.0.0.21:1063' } }));
  if (message.kind !== 'request') return t.fail('not a request');
  t.notThrows(() => checkRequest(message));
});

test('RFC 4475 3.1.1.12 and 13: unusual and empty reason phrases', (t) => {
  const odd = parseSip(wire(['SIP/2.0 200 = 2**3 * 5**2 \u043d\u043e', 'Content-Length: 0']));
  t.is(odd.kind === 'response' && odd.reason, '= 2**3 * 5**2 \u043d\u043e');
  const none = parseSip(wire(['SIP/2.0 100 ', 'Content-Length: 0']));
  t.is(none.kind === 'response' && none.reason, '');
});

const refused: readonly (readonly [what: string, bytes: Buffer, code: ErrorCode])[] = [
  ['3.1.2.1 empty parameters', request({ set: { To: '"Mr. J." <sip:j@example.com>;;,;,' } }), 'WIRE_INVALID'],
  ['3.1.2.2 Content-Length too large', request({ set: { 'Content-Length': '9999' } }), 'WIRE_TRUNCATED'],
  ['3.1.2.3 negative Content-Length', request({ set: { 'Content-Length': '-999' } }), 'WIRE_INVALID'],
  ['3.1.2.4 an overlarge CSeq', request({ set: { CSeq: '36893488147419103232 REGISTER' } }), 'WIRE_INVALID'],
  ['3.1.2.6 an unclosed quote', request({ set: { To: '"Mr. J. User <sip:j.user@example.com>' } }), 'WIRE_INVALID'],
  ['3.1.2.7 a URI in brackets', request({ start: 'REGISTER <sip:contoso.test> SIP/2.0' }), 'WIRE_INVALID'],
  ['3.1.2.8 blanks in the URI', request({ start: 'REGISTER sip:contoso.test; lr SIP/2.0' }), 'WIRE_INVALID'],
  [
    '3.1.2.9 several blanks in the request line',
    request({ start: 'REGISTER  sip:contoso.test  SIP/2.0' }),
    'WIRE_INVALID',
  ],
  ['3.1.2.10 a blank after the version', request({ start: 'REGISTER sip:contoso.test SIP/2.0 ' }), 'WIRE_INVALID'],
  [
    '3.1.2.14 blanks inside brackets',
    request({ set: { To: '"Watson" < sip:t.watson@example.org >' } }),
    'WIRE_INVALID',
  ],
  [
    '3.1.2.15 an unquoted display name with a comma',
    request({ set: { From: 'Bell, A <sip:a@example.com>;tag=1' } }),
    'WIRE_INVALID',
  ],
  ['3.1.2.16 another version', request({ start: 'REGISTER sip:contoso.test SIP/7.0' }), 'WIRE_INVALID'],
  ['3.1.2.17 the CSeq of another method', request({ set: { CSeq: '8 INVITE' } }), 'WIRE_INVALID'],
  ['3.1.2.19 an overlarge status', wire(['SIP/2.0 4294967301 better not', 'Content-Length: 0']), 'WIRE_INVALID'],
  ['3.3.1 a missing Call-ID', request({ drop: 'Call-ID' }), 'WIRE_INVALID'],
  ['3.3.8 two From', request({ add: ['f: <sip:bob@contoso.test>;tag=2'] }), 'WIRE_INVALID'],
  ['3.3.9 two different Content-Lengths', request({ add: ['l: 5'] }), 'WIRE_INVALID'],
  ['a header without a colon', request({ add: ['nothing'] }), 'WIRE_INVALID'],
  ['a header name with a blank', request({ add: ['two words: 1'] }), 'WIRE_INVALID'],
  ['a lone LF', request({ add: ['a: 1\nb: 2'] }), 'WIRE_INVALID'],
  ['a fold before any header', wire(['OPTIONS sip:a SIP/2.0', ' folded', 'l: 0']), 'WIRE_INVALID'],
  [
    'bytes that are not UTF-8',
    Buffer.concat([Buffer.from('OPTIONS sip:a SIP/2.0\r\ns: '), Buffer.from([0xff]), Buffer.from('\r\n\r\n')]),
    'WIRE_INVALID',
  ],
  ['no end of the headers', request().subarray(0, -2), 'WIRE_TRUNCATED'],
  ['more than the body', Buffer.concat([request(), Buffer.from('x')]), 'WIRE_INVALID'],
  ['257 headers', request({ add: Array.from({ length: 250 }, (_, i) => `x${i}: `) }), 'WIRE_TOO_LARGE'],
  ['70 KiB in one header', request({ set: { 'X-Long': 'x'.repeat(70_000) } }), 'WIRE_TOO_LARGE'],
  ['140 KiB of headers', request({ add: [1, 2, 3].map(() => `X: ${'x'.repeat(46_000)}`) }), 'WIRE_TOO_LARGE'],
  ['headers in the Request-URI', request({ start: 'REGISTER sip:a@b?c=d SIP/2.0' }), 'WIRE_INVALID'],
  ['a bare address with a question mark', request({ set: { To: 'sip:a@b?c=d' } }), 'WIRE_INVALID'],
  ['a body over 1 MiB', request({ set: { 'Content-Length': '1048577' } }), 'WIRE_TOO_LARGE'],
];
for (const [what, bytes, code] of refused) {
  test(`refused: ${what}`, (t) => {
    const read = () => {
      const message = parseSip(bytes);
      if (message.kind === 'request') checkRequest(message);
    };
    t.is(t.throws(read, { instanceOf: HarnessError })?.code, code);
  });
}

test('a message is written in order, Content-Length last', (t) => {
  const message: SipMessage = {
    kind: 'response',
    status: 401,
    reason: 'Unauthorized',
    headers: [
      { name: 'FROM', value: '<sip:alice@contoso.test>;tag=1' },
      { name: 'CSeq', value: '1 REGISTER' },
    ],
    body: Buffer.from('hello'),
  };
  t.is(
    serializeSip(message).toString(),
    'SIP/2.0 401 Unauthorized\r\nFROM: <sip:alice@contoso.test>;tag=1\r\nCSeq: 1 REGISTER\r\nContent-Length: 5\r\n\r\nhello',
  );
  t.regex(
    serializeSip({ ...message, headers: [{ name: 'l', value: '99' }] }).toString(),
    /Unauthorized\r\nl: 99\r\n\r\n/,
  );
});

test('nothing that is written can start another line', (t) => {
  const base: SipMessage = { kind: 'response', status: 200, reason: 'OK', headers: [], body: Buffer.alloc(0) };
  const bad: SipMessage[] = [
    { ...base, reason: 'OK\r\nX: 1' },
    { ...base, status: 20 },
    { ...base, headers: [{ name: 'X', value: 'a\r\nY: b' }] },
    { ...base, headers: [{ name: 'X: 1\r\nY', value: 'b' }] },
    { kind: 'request', method: 'A B', uri: 'sip:a', headers: [], body: base.body },
    { kind: 'request', method: 'A', uri: 'sip:a\r\nX: 1', headers: [], body: base.body },
  ];
  for (const message of bad) t.throws(() => serializeSip(message), { instanceOf: HarnessError });
  t.notThrows(() => serializeSip(base));
});

test('random messages and values never break the parsers', (t) => {
  for (const target of targets) fc.assert(target.property);
  t.true(targets.length > 0);
});
