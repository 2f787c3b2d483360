import fc from 'fast-check';
import {
  type ClientHelloFields,
  encodeCertificateMessage,
  encodeClientHello,
  encodeHandshake,
  encodeRecords,
  encodeSslv2ClientHello,
  HandshakeReader,
  helloLength,
  parseAlert,
  parseCertificateMessage,
  parseClientHello,
  parseServerHello,
  parseSslv2ClientHello,
  recognizeFirstBytes,
  TlsRecordReader,
} from '../../harness/wire/tls/index.js';
import { equal, onlyHarnessErrors } from './promises.js';
import type { FuzzTarget } from './target.js';

const bytes = (minLength: number, maxLength: number) =>
  fc.uint8Array({ minLength, maxLength }).map((array) => Buffer.from(array));
const hello = fc.record({
  version: fc.nat(0xffff),
  random: bytes(32, 32),
  sessionId: bytes(0, 32),
  suites: fc.array(fc.nat(0xffff), { minLength: 1, maxLength: 20 }),
  compression: fc.array(fc.nat(255), { minLength: 1, maxLength: 3 }),
  extensions: fc.array(
    // Not the two that the parser looks into: their data has a form.
    fc.record({ type: fc.nat(0xffff).filter((type) => type !== 0 && type !== 43), data: bytes(0, 40) }),
    { maxLength: 5 },
  ),
}) satisfies fc.Arbitrary<ClientHelloFields>;

/** Cuts `whole` at the given places, so that arrival in pieces can be compared with arrival at once. */
function pieces(whole: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [...new Set([0, ...cuts.map((cut) => cut % (whole.length + 1)), whole.length])].sort((a, b) => a - b);
  return places.slice(1).map((end, index) => whole.subarray(places[index], end));
}

export const targets: FuzzTarget[] = [
  {
    name: 'a ClientHello survives encoding and decoding',
    property: fc.property(hello, (original) => {
      const read = parseClientHello(encodeClientHello(original), 0x0301);
      equal(
        {
          version: read.version,
          random: read.random,
          sessionId: read.sessionId,
          suites: read.suites.map(({ id }) => id),
          compression: read.compression,
          extensions: read.extensions.map(({ type, data }) => ({ type, data })),
        },
        original,
      );
    }),
  },
  {
    name: 'an SSLv2-format hello survives encoding and decoding',
    property: fc.property(hello, fc.constantFrom(2, 0x0300, 0x0301, 0x0303), (original, version) => {
      const read = parseSslv2ClientHello(encodeSslv2ClientHello({ ...original, version }));
      equal(
        [read.version, read.random, read.sessionId, read.suites.map(({ id }) => id)],
        [version, original.random, original.sessionId, original.suites],
      );
    }),
  },
  {
    name: 'the length of a hello is right and stays right, in records of any size',
    property: fc.property(hello, fc.integer({ min: 1, max: 60 }), (original, size) => {
      const message = encodeHandshake(1, encodeClientHello(original));
      const records: Buffer[] = [];
      for (let at = 0; at < message.length; at += size) {
        records.push(encodeRecords(22, 0x0301, message.subarray(at, at + size)));
      }
      const whole = Buffer.concat(records);
      equal(helloLength(Buffer.concat([whole, whole])), whole.length);
      for (let have = 0; have < whole.length; have++) {
        const length = helloLength(whole.subarray(0, have));
        if (length !== undefined && length !== whole.length) throw new Error(`${length} at byte ${have}`);
      }
      const reader = new HandshakeReader();
      const messages = new TlsRecordReader().push(whole).flatMap((record) => reader.push(record));
      equal(
        messages.map(({ raw }) => raw),
        [message],
      );
    }),
  },
  {
    name: 'records are the same however they arrive',
    property: fc.property(
      fc.array(fc.tuple(fc.integer({ min: 20, max: 23 }), bytes(0, 50)), { maxLength: 6 }),
      fc.array(fc.nat(400), { maxLength: 8 }),
      (records, cuts) => {
        const whole = Buffer.concat(records.map(([type, fragment]) => encodeRecords(type, 0x0301, fragment)));
        const reader = new TlsRecordReader();
        const read = pieces(whole, cuts).flatMap((piece) => reader.push(piece));
        equal(
          read.map(({ type, fragment }) => [type, fragment]),
          records,
        );
        equal(reader.pending, 0);
      },
    ),
  },
  {
    name: 'a chain survives encoding and decoding',
    property: fc.property(fc.array(bytes(1, 60), { maxLength: 8 }), (chain) =>
      equal(parseCertificateMessage(encodeCertificateMessage(chain)), chain),
    ),
  },
  {
    name: 'random bytes give nothing but HarnessErrors',
    property: fc.property(bytes(0, 200), (random) => {
      recognizeFirstBytes(random);
      for (const parse of [
        () => parseClientHello(random, 0x0301),
        () => parseSslv2ClientHello(random),
        () => parseServerHello(random),
        () => parseCertificateMessage(random),
        () => parseAlert(random),
        () => helloLength(random),
        () => new TlsRecordReader().push(random),
        () => new HandshakeReader().push({ type: 22, version: 0x0301, fragment: random, raw: random }),
      ]) {
        onlyHarnessErrors<unknown>(parse);
      }
    }),
  },
  {
    name: 'damaged hellos give nothing but HarnessErrors',
    property: fc.property(hello, fc.nat(400), fc.nat(255), (original, place, byte) => {
      for (const whole of [
        encodeRecords(22, 0x0301, encodeHandshake(1, encodeClientHello(original))),
        encodeSslv2ClientHello(original),
      ]) {
        whole[place % whole.length] = byte;
        recognizeFirstBytes(whole);
        onlyHarnessErrors(() => helloLength(whole));
        onlyHarnessErrors(() => parseSslv2ClientHello(whole));
        onlyHarnessErrors(() => parseClientHello(whole.subarray(9), 0x0301));
      }
    }),
  },
];
