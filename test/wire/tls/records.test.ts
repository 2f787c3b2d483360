import test from 'ava';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import {
  alertNames,
  encodeAlert,
  encodeCertificateMessage,
  encodeHandshake,
  encodeRecords,
  HandshakeReader,
  handshakeTypeName,
  MAX_CHAIN_LENGTH,
  MAX_HANDSHAKE_MESSAGE,
  parseAlert,
  parseCertificateMessage,
  recordType,
  TlsRecordReader,
} from '../../../harness/wire/tls/index.js';
import { hex } from '../hex.js';

const two = hex('16 0301 0002 aabb 15 0301 0002 0230');

test('records are the same however the bytes arrive', (t) => {
  const whole = new TlsRecordReader().push(two);
  t.deepEqual(
    whole.map(({ type, version, fragment, raw }) => [type, version, fragment.toString('hex'), raw.toString('hex')]),
    [
      [22, 0x0301, 'aabb', '1603010002aabb'],
      [21, 0x0301, '0230', '15030100020230'],
    ],
  );
  const reader = new TlsRecordReader();
  const byByte = [...two].flatMap((byte) => reader.push(Buffer.from([byte])));
  t.deepEqual(byByte, whole);
  t.is(reader.pending, 0);
  reader.push(two.subarray(0, 6));
  t.is(reader.pending, 6);
});

for (const [name, bytes, code] of [
  ['HTTP', Buffer.from('GET / HTTP/1.1\r\n'), 'WIRE_INVALID'],
  ['SIP', Buffer.from('REGISTER sip:'), 'WIRE_INVALID'],
  ['another major version', hex('16 02'), 'WIRE_INVALID'],
  ['a record over 2^14 + 2048 bytes', hex('17 0301 4801'), 'WIRE_TOO_LARGE'],
] as const) {
  test(`not TLS: ${name}`, (t) => {
    t.is(t.throws(() => new TlsRecordReader().push(bytes), { instanceOf: HarnessError })?.code, code);
  });
}

test('records before what is not TLS are still given, then the next push throws', (t) => {
  const reader = new TlsRecordReader();
  t.is(reader.push(Buffer.concat([two, Buffer.from('oops')])).length, 2);
  t.throws(() => reader.push(Buffer.alloc(0)), { instanceOf: HarnessError });
});

test('records are cut at 16384 bytes, and no bytes make an empty one', (t) => {
  const records = new TlsRecordReader().push(encodeRecords(recordType.handshake, 0x0301, Buffer.alloc(20_000, 1)));
  t.deepEqual(
    records.map(({ fragment }) => fragment.length),
    [16384, 3616],
  );
  t.deepEqual(encodeRecords(recordType.applicationData, 0x0303, Buffer.alloc(0)), hex('17 0303 0000'));
});

test('handshake messages are put together across records, and several come out of one', (t) => {
  const stream = Buffer.concat([encodeHandshake(14, Buffer.alloc(0)), encodeHandshake(11, hex('00112233'))]);
  t.deepEqual(stream, hex('0e000000 0b000004 00112233'));
  const asRecord = (fragment: Buffer) => ({ type: 22, version: 0x0301, fragment, raw: fragment });
  const whole = new HandshakeReader().push(asRecord(stream));
  t.deepEqual(
    whole.map(({ name, body, raw }) => [name, body.toString('hex'), raw.toString('hex')]),
    [
      ['server_hello_done', '', '0e000000'],
      ['certificate', '00112233', '0b00000400112233'],
    ],
  );
  const reader = new HandshakeReader();
  t.deepEqual(
    [...stream].flatMap((byte) => reader.push(asRecord(Buffer.from([byte])))),
    whole,
  );
  reader.push(asRecord(hex('0e00')));
  t.is(reader.pending, 2);
});

test('a handshake reader refuses other records and messages without bound', (t) => {
  const alert = { type: 21, version: 0x0301, fragment: hex('0230'), raw: hex('0230') };
  t.throws(() => new HandshakeReader().push(alert), { instanceOf: HarnessError, code: 'WIRE_INVALID' });
  const length = Buffer.alloc(4);
  length.writeUInt32BE(0x0b000000 + MAX_HANDSHAKE_MESSAGE + 1);
  const record = { type: 22, version: 0x0301, fragment: length, raw: length };
  t.throws(() => new HandshakeReader().push(record), { instanceOf: HarnessError, code: 'WIRE_TOO_LARGE' });
  t.is(handshakeTypeName(16), 'client_key_exchange');
  t.is(handshakeTypeName(99), 'handshake 99');
});

test('alerts are whole records', (t) => {
  t.deepEqual(encodeAlert('fatal', 'unknown_ca'), hex('15 0301 0002 02 30'));
  t.deepEqual(encodeAlert('warning', 'close_notify', 0x0303), hex('15 0303 0002 01 00'));
  t.is(alertNames[70], 'protocol_version');
});

test('alerts are read, unknown numbers too', (t) => {
  t.deepEqual(parseAlert(hex('0230')), { level: 'fatal', description: 'unknown_ca', code: 48 });
  t.deepEqual(parseAlert(hex('0100')), { level: 'warning', description: 'close_notify', code: 0 });
  t.deepEqual(parseAlert(hex('07c8')), { level: 'level 7', description: 'alert 200', code: 200 });
  t.throws(() => parseAlert(hex('02')), { instanceOf: HarnessError, code: 'WIRE_TRUNCATED' });
  t.throws(() => parseAlert(Buffer.alloc(22)), { instanceOf: HarnessError, message: /encrypted/ });
});

test('a chain is a list of lists, leaf first', (t) => {
  const body = hex('00000b 000003 aabbcc 000002 ddee');
  t.deepEqual(parseCertificateMessage(body), [hex('aabbcc'), hex('ddee')]);
  t.deepEqual(encodeCertificateMessage([hex('aabbcc'), hex('ddee')]), body);
  t.deepEqual(parseCertificateMessage(hex('000000')), []);
});

for (const [name, body, message] of [
  ['cut short', hex('00000b 000003 aabb'), /certificate_list/],
  ['longer than its list', hex('000005 000002 aabb cc'), /follow its end/],
  ['an entry past the list', hex('000005 000009 aabb'), /certificate 1/],
  ['an empty entry', hex('000003 000000'), /it is empty/],
  ['too many', encodeOnes(MAX_CHAIN_LENGTH + 1), /100 certificates/],
] as const) {
  test(`a chain is refused: ${name}`, (t) => {
    t.throws(() => parseCertificateMessage(body), { instanceOf: HarnessError, message });
  });
}

function encodeOnes(count: number): Buffer {
  const list = Buffer.concat(Array(count).fill(hex('000001 30')));
  const length = Buffer.alloc(3);
  length.writeUIntBE(list.length, 0, 3);
  return Buffer.concat([length, list]);
}
