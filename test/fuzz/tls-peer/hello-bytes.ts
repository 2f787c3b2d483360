import fc from 'fast-check';
import { encodeHandshake } from '../../../harness/wire/tls/index.js';

const bytes = (minLength: number, maxLength: number) =>
  fc.uint8Array({ minLength, maxLength }).map((array) => Buffer.from(array));

function vector(sizeBytes: number, value: Buffer, by = 0): Buffer {
  const length = Buffer.alloc(sizeBytes);
  length.writeUIntBE(Math.max(0, Math.min(value.length + by, 256 ** sizeBytes - 1)), 0, sizeBytes);
  return Buffer.concat([length, value]);
}

function numbers(values: readonly number[]): Buffer {
  const out = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => {
    out.writeUInt16BE(value, index * 2);
  });
  return out;
}

const sni = (name: Buffer) => vector(2, Buffer.concat([Buffer.from([0]), vector(2, name)]));
const extension = fc.oneof(
  fc.tuple(
    fc.constant(0),
    fc.constantFrom('fe01.contoso.test', '', 'a\0b').map((name) => sni(Buffer.from(name))),
  ),
  fc.tuple(fc.constant(0), bytes(0, 8)),
  fc.tuple(fc.constant(0xff01), fc.constantFrom(Buffer.from([0]), Buffer.from([1, 7]), Buffer.alloc(0))),
  fc.tuple(fc.constantFrom(5, 10, 11, 13, 16, 21, 22, 23, 35, 0x5600, 0x3374), bytes(0, 12)),
  // Not supported_versions: neither server is one that knows TLS 1.3.
  fc.tuple(
    fc.nat(0xffff).filter((type) => type !== 43),
    bytes(0, 12),
  ),
);
/** How much longer than it is a vector says to be; mostly not at all. */
const lie = fc.oneof(
  { arbitrary: fc.constant(0), weight: 12 },
  { arbitrary: fc.integer({ min: -3, max: 3 }), weight: 1 },
);
const version = fc.oneof(
  { arbitrary: fc.constant(0x0301), weight: 4 },
  { arbitrary: fc.constantFrom(0x0300, 0x0300, 0x0302, 0x0303, 0x0304, 0x0002, 0x0200, 0x0400, 0xffff), weight: 1 },
);

/** The body of a ClientHello, mostly right. */
const body = fc
  .record({
    version,
    random: bytes(32, 32),
    sessionId: fc.oneof(bytes(0, 32), bytes(33, 40)),
    suites: fc.array(fc.constantFrom(0x2f, 0x2f, 5, 0x35, 0x00ff, 0x5600, 0x0a0a, 0xc013, 0x1301), { maxLength: 6 }),
    compression: fc.constantFrom([0], [0], [0], [1, 0], [1], []),
    extensions: fc.option(fc.array(extension, { maxLength: 4 })),
    lies: fc.tuple(lie, lie, lie, lie, lie),
    tail: fc.oneof({ arbitrary: fc.constant(Buffer.alloc(0)), weight: 8 }, { arbitrary: bytes(1, 4), weight: 1 }),
  })
  .map(({ lies, ...hello }) =>
    Buffer.concat([
      numbers([hello.version]),
      hello.random,
      vector(1, hello.sessionId, lies[0]),
      vector(2, numbers(hello.suites), lies[1]),
      vector(1, Buffer.from(hello.compression), lies[2]),
      ...(hello.extensions === null
        ? []
        : [
            vector(
              2,
              Buffer.concat(
                hello.extensions.map(([type, data]) => Buffer.concat([numbers([type]), vector(2, data, lies[3])])),
              ),
              lies[4],
            ),
          ]),
      hello.tail,
    ]),
  );

/** A ClientHello in its records: mostly right, some bytes changed, cut anyhow. */
export const helloBytes: fc.Arbitrary<Buffer> = fc
  .record({
    body,
    flips: fc.array(fc.tuple(fc.nat(120), fc.integer({ min: 1, max: 255 })), { maxLength: 1 }),
    recordVersion: fc.constantFrom(0x0301, 0x0301, 0x0300, 0x0303),
    recordSize: fc.constantFrom(16_384, 16_384, 50),
    keep: fc.oneof(
      { arbitrary: fc.constant(1), weight: 9 },
      { arbitrary: fc.double({ min: 0, max: 1, noNaN: true }), weight: 1 },
    ),
  })
  .map(({ body: plain, flips, recordVersion, recordSize, keep }) => {
    const message = encodeHandshake(1, plain);
    for (const [place, mask] of flips) {
      const at = place % message.length;
      message[at] = (message[at] ?? 0) ^ mask;
    }
    const records: Buffer[] = [];
    for (let at = 0; at < message.length; at += recordSize) {
      const header = Buffer.from([22, recordVersion >> 8, recordVersion & 255]);
      records.push(header, vector(2, message.subarray(at, at + recordSize)));
    }
    const all = Buffer.concat(records);
    return all.subarray(0, Math.ceil(all.length * keep));
  });
