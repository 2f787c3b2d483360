import test from 'ava';
import {
  type FramedSip,
  header,
  type Likeness,
  MAX_SIP_HEADER_LINE,
  SipFramer,
  type SipMessage,
} from '../../../harness/wire/sip/index.js';
import { LONGEST_LEARNED, MOST_LEARNED } from '../../../harness/wire/sip/known-head.js';
import { SHORT_TORTUOUS_INVITE, WIDE_RANGE_OF_CHARACTERS, wire } from './tortuous.js';

const lines = [
  'REGISTER sip:contoso.com SIP/2.0',
  'Via: SIP/2.0/TLS 10.0.0.21:1063',
  'From: <sip:alice@contoso.com>;tag=1;epid=01',
  'To: <sip:alice@contoso.com>',
  'Call-ID: one-call-of-many',
  'CSeq: 1 REGISTER',
  'User-Agent: CPE/4.0 OCPhone/4.0.7577.4420',
  `X-Long: ${'x'.repeat(LONGEST_LEARNED)}`,
  'Content-Length: 0',
];

/** The lines with some of them replaced. */
function changed(by: Readonly<Record<number, string>>): Buffer {
  return wire(lines.map((line, i) => by[i] ?? line));
}

function only(framed: readonly FramedSip[]): FramedSip {
  const [first, ...others] = framed;
  if (!first || others.length > 0) throw new Error(`${framed.length} messages instead of one`);
  return first;
}

/** Without what tells of other messages. */
function content(framed: FramedSip): FramedSip {
  return framed.kind === 'message' ? { ...framed, likeness: undefined } : framed;
}

function likeness(framer: SipFramer, bytes: Buffer): Likeness | undefined {
  const framed = only(framer.push(bytes));
  return framed.kind === 'message' ? framed.likeness : undefined;
}

function message(framer: SipFramer, bytes: Buffer): SipMessage {
  const framed = only(framer.push(bytes));
  if (framed.kind !== 'message') throw new Error(`it is ${framed.kind}`);
  return framed.message;
}

test('every message is read as it would be alone, whatever came before it on the connection', (t) => {
  const framer = new SipFramer();
  const stream = [
    ...[changed({}), changed({}), changed({ 5: 'CSeq: 2 REGISTER' }), changed({ 5: 'CSeq: 22 REGISTER' })],
    // Almost the same: as long, longer, shorter, another case, a blank more.
    changed({ 2: 'From: <sip:alice@contoso.com>;tag=2;epid=01' }),
    changed({ 4: 'Call-ID: one-call-of-many-others' }),
    changed({ 4: 'Call-ID: one-call' }),
    changed({ 6: 'user-agent: CPE/4.0 OCPhone/4.0.7577.4420' }),
    changed({ 6: 'User-Agent: CPE/4.0 OCPhone/4.0.7577.4420 ' }),
    // A line fewer and a line more: everything behind it moves.
    wire(lines.filter((_, i) => i !== 4)),
    wire([...lines.slice(0, 3), 'Max-Forwards: 70', ...lines.slice(3)]),
    // The line before is the same, but goes on; the last one too.
    wire([...lines.slice(0, 3), '  ;more=1', ...lines.slice(3)]),
    wire([...lines.slice(0, 4), '\t', ...lines.slice(4)]),
    wire([...lines, ' ']),
    ...[
      SHORT_TORTUOUS_INVITE,
      WIDE_RANGE_OF_CHARACTERS,
      changed({}),
      wire(lines.slice(0, 1)),
      wire(['SIP/2.0 200 OK']),
    ],
    // What nobody can read, with lines in their places that are known.
    changed({ 4: 'no colon' }),
    changed({ 4: 'not a token: x' }),
    changed({ 4: 'Call-ID: a\nb' }),
    changed({ 6: 'User-Agent: a\rb' }),
    changed({ 0: 'REGISTER  sip:contoso.com SIP/2.0' }),
    changed({ 1: ' folded at once' }),
    changed({ 7: 'X-Long: ü' }),
    changed({}),
  ];
  for (const bytes of stream)
    t.deepEqual(content(only(framer.push(bytes))), content(only(new SipFramer().push(bytes))), bytes.toString());
});

test('what is read is an object of its own only where it is new', (t) => {
  const framer = new SipFramer();
  const first = message(framer, changed({}));
  const second = message(framer, changed({ 5: 'CSeq: 2 REGISTER' }));
  t.is(second.headers[3], first.headers[3]);
  t.not(second.headers, first.headers);
  t.is(header(second, 'CSeq'), '2 REGISTER');
});

test('a line that is another in every message is not kept, and a long one neither', (t) => {
  const framer = new SipFramer();
  for (let i = 1; i <= MOST_LEARNED; i++) message(framer, changed({ 5: `CSeq: ${i} REGISTER` }));
  const [one, other] = [message(framer, changed({ 5: 'CSeq: 9 REGISTER' })), message(framer, changed({}))];
  const again = message(framer, changed({}));
  t.deepEqual(again, other);
  t.not(again.headers[4], other.headers[4], 'the CSeq');
  t.not(again.headers[6], other.headers[6], 'the long one');
  t.is(again.headers[3], one.headers[3]);
});

test('limits of lines hold for messages whose lines are known', (t) => {
  const framer = new SipFramer({ maxHeaderCount: lines.length - 1 });
  t.is(only(framer.push(changed({}))).kind, 'message');
  const more = only(framer.push(wire([...lines, 'X-One-More: 1'])));
  t.is(more.kind === 'invalid' && more.problem.code, 'WIRE_TOO_LARGE');
  const short = new SipFramer({ maxHeaderLine: LONGEST_LEARNED });
  const long = only(short.push(changed({})));
  t.is(long.kind === 'invalid' && long.problem.code, 'WIRE_TOO_LARGE');
});

/** A framer that knows the CSeq for what it is: the only line that differs; the long one is never kept. */
function acquainted(): SipFramer {
  const framer = new SipFramer();
  for (let i = 0; i <= MOST_LEARNED + 1; i++) message(framer, numbered(i));
  return framer;
}

const numbered = (cseq: number, by: Readonly<Record<number, string>> = {}) =>
  changed({ 5: `CSeq: ${cseq} REGISTER`, ...by });

test('messages that differ in their CSeq alone have one likeness, which says where', (t) => {
  const framer = acquainted();
  const first = likeness(framer, numbered(10));
  t.deepEqual(first?.places, [4, 6], 'the CSeq and the long one');
  for (const cseq of [11, 12, 13]) t.is(likeness(framer, numbered(cseq)), first);
});

test('whatever else differs has another likeness, and so has what follows it', (t) => {
  const differing: Readonly<Record<string, Buffer>> = {
    'a line of another text': numbered(10, { 2: 'From: <sip:bob@contoso.com>;tag=1;epid=01' }),
    'another case': numbered(10, { 6: 'user-agent: CPE/4.0 OCPhone/4.0.7577.4420' }),
    'a header as long as the CSeq in its place': numbered(10, { 5: 'XSeq: 10 REGISTER' }),
    'another header where the CSeq was': numbered(10, { 5: 'X-CSeq: 10 REGISTER' }),
    'a compact name where the long header was': numbered(10, { 7: `s: ${'x'.repeat(LONGEST_LEARNED)}` }),
    'a line fewer': wire(lines.filter((_, i) => i !== 6)),
    'a line more': wire([...lines.slice(0, 3), 'Max-Forwards: 70', ...lines.slice(3)]),
    'a line more at the end': wire([...lines, 'X-More: 1']),
    'the last line fewer': wire(lines.slice(0, -1)),
    'another address asked': numbered(10, { 0: 'REGISTER sip:fabrikam.com SIP/2.0' }),
    'another method': numbered(10, { 0: 'OPTIONS sip:contoso.com SIP/2.0' }),
    'a fold': wire([...lines.slice(0, 3), '  ;more=1', ...lines.slice(3)]),
    'a letter that is not ASCII': numbered(10, { 6: 'User-Agent: Büro' }),
  };
  for (const [what, bytes] of Object.entries(differing)) {
    const framer = acquainted();
    const before = likeness(framer, numbered(9));
    t.truthy(before);
    t.not(likeness(framer, bytes), before, what);
  }
});

test('a line that always differs is still refused for what it is, and read for what it says', (t) => {
  const invalid: Readonly<Record<string, string>> = {
    'a line feed alone': 'CSeq: 10\n REGISTER',
    'a carriage return alone': 'CSeq: 10\r REGISTER',
    'too long': `CSeq: ${'1'.repeat(MAX_SIP_HEADER_LINE)}`,
  };
  for (const [what, line] of Object.entries(invalid)) {
    const framer = acquainted();
    t.truthy(likeness(framer, numbered(9)));
    t.is(only(framer.push(changed({ 5: line }))).kind, 'invalid', what);
  }
  const framer = acquainted();
  const before = likeness(framer, numbered(9));
  for (const line of ['CSeq:10 REGISTER', 'CSeq:   10 REGISTER  ', 'CSeq: 10 REGISTER']) {
    const framed = only(framer.push(changed({ 5: line })));
    if (framed.kind !== 'message') return t.fail(line);
    t.is(header(framed.message, 'CSeq'), '10 REGISTER');
    t.is(framed.likeness, before);
  }
  t.is(header(message(framer, changed({ 5: 'CSeq : 11 REGISTER' })), 'CSeq'), '11 REGISTER');
});

test('bodies are as long as each message says, though all that differs is how long they are', (t) => {
  for (const name of ['Content-Length', 'l']) {
    const framer = new SipFramer();
    const head = lines.slice(0, -1);
    for (let length = 1; length < 3 * MOST_LEARNED; length++) {
      const framed = only(framer.push(wire([...head, `${name}: ${length}`], 'b'.repeat(length))));
      t.is(framed.kind === 'message' && framed.message.body.length, length);
      t.is(framer.pending, 0);
    }
    for (const length of [5, 5, 5, 0, 0, 7]) {
      const framed = only(framer.push(wire([...head, `${name}: ${length}`], 'b'.repeat(length))));
      t.is(framed.kind === 'message' && framed.message.body.length, length);
    }
  }
});

test('a message that was read in part leaves no likeness behind that the next one could be given by mistake', (t) => {
  const framer = acquainted();
  const before = likeness(framer, numbered(9));
  // The other From is learned before the fold stops the reading.
  const other = { 2: 'From: <sip:bob@contoso.com>;tag=1;epid=01' };
  only(framer.push(numbered(10, { ...other, 4: ' folded' })));
  const after = only(framer.push(numbered(11, other)));
  if (after.kind !== 'message') return t.fail();
  t.is(header(after.message, 'From'), '<sip:bob@contoso.com>;tag=1;epid=01');
  t.not(after.likeness, before);
});

test('a place is learned anew for another header: what came while signing in does not spoil it for good', (t) => {
  const framer = new SipFramer();
  const long = `Authorization: TLS-DSK gssapi-data="${'x'.repeat(LONGEST_LEARNED)}"`;
  for (const i of [1, 2]) message(framer, numbered(i, { 6: long }));
  for (let i = 3; i < 9; i++) message(framer, numbered(i));
  t.deepEqual(likeness(framer, numbered(9))?.places, [4, 6]);
});

test('two start lines are told apart, a third is read without being learned', (t) => {
  const framer = acquainted();
  const options = (i: number) => numbered(i, { 0: 'OPTIONS sip:contoso.com SIP/2.0' });
  const subscribe = (i: number) => numbered(i, { 0: 'SUBSCRIBE sip:contoso.com SIP/2.0' });
  const before = likeness(framer, numbered(9));
  for (let i = 0; i < 9; i++) message(framer, options(i));
  t.is(likeness(framer, options(10)), likeness(framer, options(11)));
  t.is(likeness(framer, subscribe(12)), undefined);
  t.is(header(message(framer, subscribe(13)), 'CSeq'), '13 REGISTER');
  t.is(likeness(framer, numbered(14)), before, 'the others in between change nothing');
});
