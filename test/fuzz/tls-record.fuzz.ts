import fc from 'fast-check';
import { EngineAlert } from '../../harness/tls/engine/engine-alert.js';
import { type DirectionKeys, keyBlock } from '../../harness/tls/engine/key-block.js';
import { type OpenedRecord, RecordLayer } from '../../harness/tls/engine/record/index.js';
import { type EngineSuite, engineSuites } from '../../harness/tls/engine/suite.js';
import {
  encodeCertificateRequest,
  encodeCertificateVerify,
  encodeClientKeyExchange,
  encodeRenegotiationInfo,
  encodeServerHello,
  parseCertificateRequest,
  parseCertificateVerify,
  parseClientKeyExchange,
  parseRenegotiationInfo,
  parseServerHello,
} from '../../harness/wire/tls/index.js';
import { equal, onlyHarnessErrors } from './promises.js';
import type { FuzzTarget } from './target.js';

const bytes = (minLength: number, maxLength: number) =>
  fc.uint8Array({ minLength, maxLength }).map((array) => Buffer.from(array));
const suite = fc.constantFrom(...engineSuites);
const sendings = fc.array(fc.tuple(fc.integer({ min: 20, max: 23 }), bytes(1, 300)), { minLength: 1, maxLength: 6 });

function keysOf(of: EngineSuite): DirectionKeys {
  return keyBlock(of, Buffer.alloc(48, 1), Buffer.alloc(32, 2), Buffer.alloc(32, 3)).client;
}

function sealed(of: EngineSuite, sent: readonly [number, Buffer][], maxRecord: number): Buffer {
  const layer = new RecordLayer({ maxRecord });
  layer.protectWrite(of, keysOf(of));
  return Buffer.concat(sent.map(([type, content]) => layer.seal(type, content)));
}

/** What a layer gives for bytes that come in pieces, up to its refusal; anything but EngineAlert is a broken promise. */
function read(of: EngineSuite | undefined, pieces: readonly Buffer[]): { records: OpenedRecord[]; refused: boolean } {
  const layer = new RecordLayer();
  if (of) layer.protectRead(of, keysOf(of));
  const records: OpenedRecord[] = [];
  try {
    for (const piece of pieces) {
      layer.push(piece);
      for (let record = layer.next(); record; record = layer.next()) records.push(record);
    }
    return { records, refused: false };
  } catch (error) {
    if (!(error instanceof EngineAlert)) throw error;
    return { records, refused: true };
  }
}

function cut(whole: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...new Set([...places.map((place) => place % (whole.length + 1)), whole.length])].sort((a, b) => a - b);
  return ends.map((end, index) => whole.subarray(ends[index - 1] ?? 0, end));
}

/** Every byte with the type it came under, so that the same content in other records is the same. */
function typedBytes(records: readonly { type: number; fragment: Buffer }[]): string {
  return records.map(({ type, fragment }) => [...fragment].map((byte) => `${type}:${byte}`).join()).join();
}

const asRecords = (sent: readonly [number, Buffer][]) => sent.map(([type, fragment]) => ({ type, fragment }));

export const targets: FuzzTarget[] = [
  {
    name: 'what one record layer seals another opens, in records of any size, arriving in any pieces',
    property: fc.property(
      suite,
      sendings,
      fc.integer({ min: 1, max: 400 }),
      fc.array(fc.nat(10_000), { maxLength: 12 }),
      (of, sent, maxRecord, places) => {
        const { records, refused } = read(of, cut(sealed(of, sent, maxRecord), places));
        equal([typedBytes(records), refused], [typedBytes(asRecords(sent)), false]);
      },
    ),
  },
  {
    name: 'damaged protected records give a beginning of what was sent, and nothing else',
    property: fc.property(
      suite,
      sendings,
      fc.nat(10_000),
      fc.integer({ min: 1, max: 255 }),
      fc.constantFrom('change', 'drop', 'double'),
      (of, sent, place, difference, damage) => {
        const whole = sealed(of, sent, 16384);
        const at = place % whole.length;
        const damaged = Buffer.from(whole);
        damaged[at] = (damaged[at] ?? 0) ^ difference;
        const wrong = {
          change: damaged,
          drop: Buffer.concat([whole.subarray(0, at), whole.subarray(at + 1)]),
          double: Buffer.concat([whole.subarray(0, at + 1), whole.subarray(at)]),
        }[damage];
        const { records } = read(of, [wrong]);
        const all = typedBytes(asRecords(sent));
        const got = typedBytes(records);
        // A byte doubled within the last record leaves that record whole only when it is the very last byte of all.
        if (!all.startsWith(got)) throw new Error('a record that nobody sent was opened');
        if (damage === 'change' && got === all) throw new Error('the damage was not noticed');
      },
    ),
  },
  {
    name: 'random records give nothing but an EngineAlert, and nothing is opened under keys',
    property: fc.property(suite, bytes(0, 200), fc.integer({ min: 20, max: 23 }), (of, random, type) => {
      const framed = Buffer.concat([Buffer.from([type, 3, 1, 0, random.length]), random]);
      read(undefined, [random]);
      read(undefined, [framed]);
      for (const wrong of [random, framed]) equal(read(of, [wrong]).records, []);
    }),
  },
  {
    name: 'the messages of TLS 1.0 survive encoding and decoding',
    property: fc.property(
      bytes(32, 32),
      bytes(0, 32),
      fc.nat(0xffff),
      fc.array(fc.nat(255), { minLength: 1, maxLength: 8 }),
      fc.array(bytes(1, 80), { maxLength: 6 }),
      bytes(0, 255),
      (random, sessionId, number, certificateTypes, authorities, value) => {
        const extensions = [encodeRenegotiationInfo(value)];
        const hello = parseServerHello(
          encodeServerHello({ version: 0x0301, random, sessionId, suite: number, extensions }),
        );
        equal([hello.random, hello.sessionId, hello.suite.id], [random, sessionId, number]);
        equal(parseRenegotiationInfo(hello.extensions[0]?.data ?? Buffer.alloc(0)), value);
        const request = { certificateTypes, authorities };
        equal(parseCertificateRequest(encodeCertificateRequest(request)), request);
        equal(parseCertificateVerify(encodeCertificateVerify(value)), value);
        equal(parseClientKeyExchange(encodeClientKeyExchange(value)), value);
        if (value.length > 0) {
          const bare = encodeClientKeyExchange(value, { bare: true });
          equal(parseClientKeyExchange(bare, { bareModulusLength: value.length }), value);
        }
      },
    ),
  },
  {
    name: 'random bytes as messages of TLS 1.0 give nothing but HarnessErrors',
    property: fc.property(bytes(0, 200), (random) => {
      onlyHarnessErrors<unknown>(() => parseCertificateRequest(random));
      onlyHarnessErrors<unknown>(() => parseCertificateVerify(random));
      onlyHarnessErrors<unknown>(() => parseClientKeyExchange(random));
      onlyHarnessErrors<unknown>(() => parseClientKeyExchange(random, { bareModulusLength: 64 }));
      onlyHarnessErrors<unknown>(() => parseRenegotiationInfo(random));
    }),
  },
];
