import 'reflect-metadata';
import { X509Certificate } from '@peculiar/x509';
import test from 'ava';
import fc from 'fast-check';
import { storedRoot, trustStore } from '../../../certs/trust/index.js';
import { subjectOf } from '../../../harness/authentication/tls-dsk/distinguished-name.js';
import { packFlight } from '../../../harness/authentication/tls-dsk/pack-flight.js';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { encodeHandshake, encodeRecords, HandshakeReader, TlsRecordReader } from '../../../harness/wire/tls/index.js';
import { keptServerCertificate } from '../../certs/kept-keys.js';

const at = new Date('2014-11-15T09:00:00Z');
const handshake = (...bodies: Buffer[]) =>
  Buffer.concat(bodies.map((body) => encodeRecords(22, 0x0301, encodeHandshake(11, body))));
const ccs = encodeRecords(20, 0x0301, Buffer.of(1));
const finished = encodeRecords(22, 0x0301, Buffer.alloc(36, 0xee));

const shape = (flight: Buffer) =>
  new TlsRecordReader().push(flight).map(({ type, fragment }) => [type, fragment.length]);

function messages(flight: Buffer): string[] {
  const reader = new HandshakeReader();
  return new TlsRecordReader()
    .push(flight)
    .flatMap((record) => reader.push(record).map(({ body }) => body.toString('hex')));
}

test('messages in the clear share a record, what follows ChangeCipherSpec stays as it was', (t) => {
  const flight = Buffer.concat([
    handshake(Buffer.alloc(10), Buffer.alloc(20), Buffer.alloc(30)),
    ccs,
    finished,
    finished,
  ]);
  t.deepEqual(shape(packFlight(flight)), [
    [22, 72],
    [20, 1],
    [22, 36],
    [22, 36],
  ]);
});

test('an alert, and a record of another version, end a run', (t) => {
  const alert = encodeRecords(21, 0x0301, Buffer.of(1, 90));
  const other = encodeRecords(22, 0x0303, encodeHandshake(14, Buffer.alloc(0)));
  const one = handshake(Buffer.alloc(1));
  t.deepEqual(shape(packFlight(Buffer.concat([one, one, alert, one, other]))), [
    [22, 10],
    [21, 2],
    [22, 5],
    [22, 4],
  ]);
});

test('packed or not, the messages are the same, in records of 16 KiB at most', (t) => {
  const body = fc.uint8Array({ maxLength: 9000 }).map((bytes) => Buffer.from(bytes));
  fc.assert(
    fc.property(fc.array(body, { minLength: 1, maxLength: 6 }), (bodies) => {
      const packed = packFlight(handshake(...bodies));
      const total = bodies.reduce((sum, one) => sum + one.length + 4, 0);
      return (
        messages(packed).join() === bodies.map((one) => one.toString('hex')).join() &&
        shape(packed).length === Math.ceil(total / 16384)
      );
    }),
    { numRuns: 50 },
  );
  t.pass();
});

test('the subject of a certificate, byte for byte as another reader has it', async (t) => {
  const { chain, root } = await keptServerCertificate({
    profile: 'enterprise-two-tier',
    subject: 'fe.a.test',
    names: [],
    at,
  });
  const given = trustStore().roots.flatMap(({ id }) => {
    const { certificate } = storedRoot(id) ?? {};
    return certificate === undefined ? [] : [Buffer.from(certificate, 'base64')];
  });
  t.true(given.length > 20, 'among them certificates of version 1');
  for (const der of [...chain, ...(root ? [root] : []), ...given]) {
    t.deepEqual(subjectOf(der), Buffer.from(new X509Certificate(der).subjectName.toArrayBuffer()));
  }
});

test('what is no certificate gives a HarnessError', (t) => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc.uint8Array({ maxLength: 60 }).map((rest) => Uint8Array.from([0x30, 0x40, 0x30, 0x3e, ...rest])),
  );
  fc.assert(
    fc.property(bytes, (given) => {
      try {
        return Buffer.isBuffer(subjectOf(Buffer.from(given)));
      } catch (error) {
        return error instanceof HarnessError;
      }
    }),
  );
  t.throws(() => subjectOf(Buffer.alloc(0)), { instanceOf: HarnessError, code: 'WIRE_TRUNCATED' });
  t.throws(() => subjectOf(Buffer.from('3080', 'hex')), { instanceOf: HarnessError, code: 'WIRE_INVALID' });
  t.throws(() => subjectOf(Buffer.from('0400', 'hex')), { instanceOf: HarnessError, code: 'WIRE_INVALID' });
});
