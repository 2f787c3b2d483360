import test from 'ava';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { type SipHeader, type SipMessage, serializeSip, WrittenHeader } from '../../../harness/wire/sip/index.js';

function ok(headers: SipHeader[], body = ''): SipMessage {
  return { kind: 'response', status: 200, reason: 'OK', headers, body: Buffer.from(body) };
}

test('a header written in advance makes the same bytes as one that is not', (t) => {
  const plain: SipHeader[] = [
    { name: 'From', value: '"Zoë" <sip:zoe@contoso.com>;tag=1' },
    { name: 'Server', value: 'RTC/5.0' },
    { name: 'l', value: '2' },
  ];
  const written = plain.map(({ name, value }) => new WrittenHeader(name, value));
  t.deepEqual(serializeSip(ok(written, 'hi')), serializeSip(ok(plain, 'hi')));
  t.deepEqual(serializeSip(ok(written.slice(0, 2), 'hi')), serializeSip(ok(plain.slice(0, 2), 'hi')));
});

test('a changed copy of it is written as it was changed', (t) => {
  const written = new WrittenHeader('Expires', '600');
  t.regex(serializeSip(ok([{ ...written, value: '1' }])).toString(), /\r\nExpires: 1\r\n/);
  t.is(WrittenHeader.line({ ...written }), undefined);
});

test('what would not stay on its line is refused when it is written, not when it is sent', (t) => {
  for (const [name, value] of [
    ['Subject', 'a\r\nb'],
    ['Subject', 'a\nb'],
    ['A B', 'c'],
    ['A\r\nB', 'c'],
  ] as const) {
    t.is(t.throws(() => new WrittenHeader(name, value), { instanceOf: HarnessError })?.code, 'WIRE_INVALID');
  }
});
