import test from 'ava';
import fc from 'fast-check';
import { type FramedSip, header, SipFramer } from '../../../harness/wire/sip/index.js';
import { request, wire } from './tortuous.js';

const kinds = (framed: FramedSip[]) => framed.map((each) => each.kind);
const NOTIFY = wire(['NOTIFY sip:a SIP/2.0', 'Content-Type: text/plain', 'Content-Length: 7'], 'a\r\n\r\nb\r');

test('two messages in one piece, and the raw bytes of each', (t) => {
  const framed = new SipFramer().push(Buffer.concat([request(), NOTIFY]));
  t.deepEqual(kinds(framed), ['message', 'message']);
  t.deepEqual(
    framed.map((each) => each.kind === 'message' && each.raw),
    [request(), NOTIFY],
  );
  const [, second] = framed;
  t.is(second?.kind === 'message' && second.message.body.toString(), 'a\r\n\r\nb\r');
});

test('one byte at a time is the same, and earlier results stay as they were', (t) => {
  const framer = new SipFramer();
  const stream = Buffer.concat([Buffer.from('\r\n'), NOTIFY, request(), Buffer.from('\r\n\r\n'), NOTIFY]);
  const framed = [...stream].flatMap((byte) => framer.push(Buffer.from([byte])));
  t.deepEqual(kinds(framed), ['message', 'message', 'keep-alive', 'message']);
  t.deepEqual(framed[0]?.kind === 'message' && framed[0].raw, NOTIFY);
  t.is(framer.pending, 0);
});

test('keep-alives and stray line ends between messages', (t) => {
  const framer = new SipFramer();
  t.deepEqual(kinds(framer.push(Buffer.from('\r\n\r\n'))), ['keep-alive']);
  t.deepEqual(kinds(framer.push(Buffer.from('\r\n\r\n\r\n\r\n'))), ['keep-alive', 'keep-alive']);
  t.deepEqual(kinds(framer.push(Buffer.from('\r\n'))), []);
  t.is(framer.pending, 2);
  t.deepEqual(kinds(framer.push(Buffer.from('\r\n'))), ['keep-alive']);
  t.deepEqual(kinds(framer.push(Buffer.concat([Buffer.from('\n\r\r\n'), request()]))), ['message']);
});

test('a message waits for its body', (t) => {
  const framer = new SipFramer();
  t.deepEqual(framer.push(NOTIFY.subarray(0, -1)), []);
  t.is(framer.pending, NOTIFY.length - 1);
  t.deepEqual(kinds(framer.push(NOTIFY.subarray(-1))), ['message']);
});

test('without Content-Length there is no body', (t) => {
  const framed = new SipFramer().push(Buffer.concat([request({ drop: 'Content-Length' }), request()]));
  t.deepEqual(kinds(framed), ['message', 'message']);
});

test('a broken message of known length is reported with what could be read, and the next one is framed', (t) => {
  const broken = wire(['INVITE  sip:a SIP/2.0', 'no colon', 'Via: SIP/2.0/TLS h', 'Content-Length: 2'], 'xy');
  const framed = new SipFramer().push(Buffer.concat([broken, request()]));
  t.deepEqual(kinds(framed), ['invalid', 'message']);
  const [first] = framed;
  if (first?.kind !== 'invalid') return t.fail();
  t.false(first.lost);
  t.is(first.problem.code, 'WIRE_INVALID');
  t.deepEqual(first.raw, broken);
  t.is(header({ headers: first.recovered ?? [] }, 'Via'), 'SIP/2.0/TLS h');
});

test('a broken message of unknown length ends the stream', (t) => {
  for (const bad of [
    request({ set: { 'Content-Length': 'many' } }),
    request({ add: ['Content-Length: 3'] }),
    wire(['NOTIFY sip:a SIP/2.0', 'Content-Type: text/plain']),
    wire(['GET / HTTP/1.1', 'Host: contoso.test']),
  ]) {
    const framer = new SipFramer();
    const framed = framer.push(Buffer.concat([bad, request()]));
    t.deepEqual(kinds(framed), ['invalid']);
    t.true(framed[0]?.kind === 'invalid' && framed[0].lost);
    t.deepEqual(framer.push(request()), []);
    t.is(framer.pending, 0);
  }
});

/** What is wrong with the first message, and what it is answered. */
function invalid(framed: FramedSip[]) {
  const [first] = framed;
  if (first?.kind !== 'invalid') throw new Error(`it is ${first?.kind}`);
  const { lost, problem, refusal } = first;
  return { code: problem.code, status: refusal?.status, lost };
}

const over: readonly (readonly [what: string, bytes: Buffer, lost: boolean])[] = [
  ['headers that do not end', Buffer.from(`OPTIONS sip:a SIP/2.0\r\nx: ${'y'.repeat(2 * 65536)}`), true],
  ['too long headers', request({ add: ['a', 'b', 'c'].map((name) => `${name}: ${'y'.repeat(60_000)}`) }), true],
  ['a header of more than 64 KiB', request({ set: { X: 'y'.repeat(65_534) } }), false],
  ['a folded header of more than 64 KiB', request({ add: [`X: y${`\r\n ${'y'.repeat(99)}`.repeat(656)}`] }), false],
  ['a body over 1 MiB', request({ set: { 'Content-Length': '1048577' } }), true],
  ['a body of more bytes than anybody counts', request({ set: { 'Content-Length': '9'.repeat(400) } }), true],
  ['257 header lines', request({ add: Array.from({ length: 250 }, () => 'x: y') }), false],
];
for (const [what, bytes, lost] of over) {
  test(`over a limit: ${what}`, (t) => {
    const framer = new SipFramer();
    const framed = framer.push(Buffer.concat([bytes, request()]));
    t.deepEqual(invalid(framed), { code: 'WIRE_TOO_LARGE', status: 513, lost });
    t.deepEqual(kinds(framed), lost ? ['invalid'] : ['invalid', 'message']);
    t.is(framer.pending, 0, 'nothing is kept');
  });
}

test('the limits themselves are accepted, and can be set', (t) => {
  const body = Buffer.alloc(1024 * 1024, 'b');
  const large = Buffer.concat([wire(['NOTIFY sip:a SIP/2.0', `Content-Length: ${body.length}`]), body]);
  t.deepEqual(kinds(new SipFramer().push(large)), ['message']);
  t.deepEqual(kinds(new SipFramer().push(request({ set: { X: 'y'.repeat(65_533) } }))), ['message']);
  for (const limits of [{ maxBodyBytes: 6 }, { maxHeaderBytes: 20 }, { maxHeaderCount: 1 }, { maxHeaderLine: 20 }]) {
    t.is(invalid(new SipFramer(limits).push(Buffer.from(NOTIFY))).status, 513, JSON.stringify(limits));
  }
  const enough = { maxBodyBytes: 7, maxHeaderCount: 2, maxHeaderLine: 24, maxHeaderBytes: 66 };
  t.deepEqual(kinds(new SipFramer(enough).push(Buffer.from(NOTIFY))), ['message']);
});

test('a message of another version is due a 505, one without its end a 400', (t) => {
  const other = wire(['OPTIONS sip:a SIP/3.0', 'Via: SIP/3.0/TLS h', 'l: 0']);
  t.deepEqual(invalid(new SipFramer().push(other)), { code: 'WIRE_INVALID', status: 505, lost: false });
  const framer = new SipFramer();
  t.deepEqual(framer.push(Buffer.from(NOTIFY.subarray(0, -1))), []);
  const half = framer.end();
  t.deepEqual(half && invalid([half]), { code: 'WIRE_TRUNCATED', status: 400, lost: true });
  t.is(header({ headers: half?.recovered ?? [] }, 'Content-Type'), 'text/plain');
  t.is(framer.end(), undefined, 'once');
  t.deepEqual(framer.push(request()), []);
});

test('an end between messages is no problem, whatever line ends are left', (t) => {
  for (const rest of ['', '\r', '\r\n', '\r\n\r', '\n']) {
    const framer = new SipFramer();
    framer.push(Buffer.concat([request(), Buffer.from(rest)]));
    t.is(framer.end(), undefined, JSON.stringify(rest));
  }
});

test('neither a response nor an ACK is due an answer', (t) => {
  for (const start of ['SIP/2.0 99 X', 'SIP/7.0 200 OK', 'ACK  sip:a SIP/2.0']) {
    t.is(invalid(new SipFramer().push(wire([start, 'Via: SIP/2.0/TLS h', 'l: 0']))).status, undefined, start);
  }
});

test('whatever else cannot be read is due a 400', (t) => {
  for (const start of ['B@D sip:a SIP/2.0', 'HELLO', 'GET / HTTP/1.1', 'INVITE sip:a SIP/2.0 ']) {
    t.is(invalid(new SipFramer().push(wire([start, 'Via: SIP/2.0/TLS h', 'l: 0']))).status, 400, start);
  }
});

test('what can be read of a broken head: folds joined, other bytes replaced, bad lines left out', (t) => {
  const head = Buffer.from(
    'INVITE  x\r\nVia: SIP/2.0/TLS\r\n  h\r\nbad line\r\nFrom: a\nTo: b\r\ns: \xff\r\nl: 0\r\n\r\n',
    'latin1',
  );
  const [first] = new SipFramer().push(head);
  t.deepEqual(first?.kind === 'invalid' && first.recovered, [
    { name: 'Via', value: 'SIP/2.0/TLS h' },
    { name: 's', value: '\ufffd' },
    { name: 'l', value: '0' },
  ]);
});

test('what was framed is not changed by what comes later', (t) => {
  const framer = new SipFramer();
  const first = request({ set: { 'Call-ID': 'first' } });
  const framed = [...first].flatMap((byte) => framer.push(Buffer.of(byte)));
  framer.push(Buffer.alloc(5000, 'z'));
  t.deepEqual(framed[0]?.kind === 'message' && framed[0].raw, first);
});

test('messages that fill the room to wait in are framed alike in whatever pieces they come', (t) => {
  const messages = fc.array(fc.integer({ min: 1, max: 2500 }), { minLength: 2, maxLength: 12 });
  const pieces = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(messages, pieces, (lengths, sizes) => {
      const sent = lengths.map((length, i) => request({ set: { 'Call-ID': `${i}`, Subject: 'x'.repeat(length) } }));
      const stream = Buffer.concat(sent);
      const framer = new SipFramer();
      const framed: FramedSip[] = [];
      let at = 0;
      for (let i = 0; at < stream.length; i++) {
        const size = sizes[i % sizes.length] ?? 1;
        framed.push(...framer.push(Buffer.from(stream.subarray(at, at + size))));
        at += size;
      }
      const raw = framed.map((each) => (each.kind === 'message' ? each.raw.toString() : each.kind));
      return raw.join('|') === sent.join('|');
    }),
    { numRuns: 300 },
  );
  t.pass();
});
