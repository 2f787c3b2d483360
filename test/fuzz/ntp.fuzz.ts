import fc from 'fast-check';
import {
  decodeNtp,
  encodeNtp,
  fromNtpTimestamp,
  type NtpPacket,
  toNtpTimestamp,
} from '../../harness/wire/ntp/index.js';
import { equal, onlyHarnessErrors } from './promises.js';
import type { FuzzTarget } from './target.js';

const timestamp = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n });
const signed = fc.integer({ min: -128, max: 127 });
const packet: fc.Arbitrary<NtpPacket> = fc.record({
  leap: fc.nat(3),
  version: fc.nat(7),
  mode: fc.nat(7),
  stratum: fc.nat(255),
  poll: signed,
  precision: signed,
  rootDelay: fc.nat(0xffffffff),
  rootDispersion: fc.nat(0xffffffff),
  referenceId: fc.uint8Array({ minLength: 4, maxLength: 4 }).map((bytes) => Buffer.from(bytes)),
  reference: timestamp,
  originate: timestamp,
  receive: timestamp,
  transmit: timestamp,
});
const date = fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true });
const halfEra = 2 ** 31 * 1000;

export const targets: FuzzTarget[] = [
  {
    name: 'an NTP packet survives encoding and decoding',
    property: fc.property(packet, (original) => equal(decodeNtp(encodeNtp(original)), original)),
  },
  {
    name: 'random bytes are an NTP packet or a HarnessError',
    property: fc.property(fc.uint8Array({ maxLength: 1100 }), (random) => {
      onlyHarnessErrors(() => decodeNtp(Buffer.from(random)));
    }),
  },
  {
    name: 'a date survives as a timestamp in any era, to the millisecond',
    property: fc.property(date, fc.integer({ min: 1 - halfEra, max: halfEra - 1 }), (original, away) =>
      equal(fromNtpTimestamp(toNtpTimestamp(original), new Date(original.getTime() + away)), original),
    ),
  },
  {
    name: 'any timestamp is a date within half an era',
    property: fc.property(timestamp, fc.date(), (raw, near) => {
      const found = onlyHarnessErrors(() => fromNtpTimestamp(raw, near));
      if (found && Math.abs(found.getTime() - near.getTime()) > halfEra + 1) throw new Error('not the nearest era');
    }),
  },
];
