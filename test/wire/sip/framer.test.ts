import test from 'ava';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
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

const over: readonly (readonly [what: string, bytes: Buffer])[] = [
  ['headers that do not end', Buffer.from(`OPTIONS sip:a SIP/2.0\r\nx: ${'y'.repeat(65536)}`)],
  ['too long headers', request({ set: { X: 'y'.repeat(65536) } })],
  ['a body over 1 MiB', request({ set: { 'Content-Length': '1048577' } })],
  ['257 header lines', request({ add: Array.from({ length: 250 }, () => 'x: y') })],
];
for (const [what, bytes] of over) {
  test(`over a limit: ${what}`, (t) => {
    t.is(t.throws(() => new SipFramer().push(bytes), { instanceOf: HarnessError })?.code, 'WIRE_TOO_LARGE');
  });
}

test('the limits themselves are accepted, and can be set', (t) => {
  const body = Buffer.alloc(1024 * 1024, 'b');
  const large = Buffer.concat([wire(['NOTIFY sip:a SIP/2.0', `Content-Length: ${body.length}`]), body]);
  t.deepEqual(kinds(new SipFramer().push(large)), ['message']);
  t.throws(() => new SipFramer({ maxBodyBytes: 6 }).push(NOTIFY), { instanceOf: HarnessError });
  t.throws(() => new SipFramer({ maxHeaderBytes: 20 }).push(NOTIFY), { instanceOf: HarnessError });
  t.throws(() => new SipFramer({ maxHeaderCount: 1 }).push(NOTIFY), { instanceOf: HarnessError });
  t.deepEqual(kinds(new SipFramer({ maxBodyBytes: 7, maxHeaderCount: 2 }).push(NOTIFY)), ['message']);
});
