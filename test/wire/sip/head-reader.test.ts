import test from 'ava';
import { LONGEST_LEARNED, MOST_LEARNED } from '../../../harness/wire/sip/known-head.js';
import { type FramedSip, header, SipFramer, type SipMessage } from '../../../harness/wire/sip/index.js';
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
    t.deepEqual(only(framer.push(bytes)), only(new SipFramer().push(bytes)), bytes.toString());
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
