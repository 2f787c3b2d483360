import fc from 'fast-check';
import {
  type DhcpMessage,
  decodeDhcp,
  decodeDomainNames,
  encodeDhcp,
  encodeDomainNames,
  option,
} from '../../harness/wire/dhcp/index.js';
import { decodeOption43, encodeSubOptions } from '../../harness/wire/option43/index.js';
import { decodeOption120, encodeOption120 } from '../../harness/wire/option120/index.js';
import { equal, onlyHarnessErrors } from './promises.js';
import type { FuzzTarget } from './target.js';

const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));
const exactly = (length: number) =>
  fc
    .uint8Array({ minLength: length, maxLength: length })
    .map((array) => Buffer.from(array))
    .map((field) => (field.every((byte) => byte === 0) ? Buffer.alloc(0) : field));
const quad = fc.ipV4();
const message: fc.Arbitrary<DhcpMessage> = fc.record({
  op: fc.constantFrom(1 as const, 2 as const),
  htype: fc.nat(255),
  hops: fc.nat(255),
  xid: fc.nat(0xffffffff),
  secs: fc.nat(0xffff),
  flags: fc.nat(0xffff),
  ciaddr: quad,
  yiaddr: quad,
  siaddr: quad,
  giaddr: quad,
  chaddr: bytes(16),
  sname: exactly(64),
  file: exactly(128),
  options: fc.array(
    // Not 52: it would make options of the random bytes in file and sname.
    fc.record({ code: fc.integer({ min: 1, max: 254 }).filter((code) => code !== 52), data: bytes(120) }),
    { maxLength: 8 },
  ),
});
const label = fc.stringMatching(/^[a-zA-Z0-9_-]{1,20}$/);
const name = fc.array(label, { minLength: 1, maxLength: 6 }).map((labels) => labels.join('.'));
const cookie = Buffer.concat([Buffer.alloc(236), Buffer.from('63825363', 'hex')]);
cookie[0] = 1;

export const targets: FuzzTarget[] = [
  {
    name: 'a DHCP message survives encoding and decoding',
    property: fc.property(message, (original) => equal(decodeDhcp(encodeDhcp(original)), original)),
  },
  {
    name: 'a long DHCP option survives splitting',
    property: fc.property(message, bytes(700), (original, data) => {
      const long = { ...original, options: [{ code: 43, data }] };
      equal(option(decodeDhcp(encodeDhcp(long)), 43), data);
    }),
  },
  {
    name: 'random bytes are a DHCP message or a HarnessError',
    property: fc.property(bytes(1600), (random) => {
      onlyHarnessErrors(() => decodeDhcp(random));
    }),
  },
  {
    name: 'random options are DHCP options or a HarnessError',
    property: fc.property(bytes(600), (random) => {
      onlyHarnessErrors(() => option(decodeDhcp(Buffer.concat([cookie, random])), 43));
    }),
  },
  {
    name: 'domain names survive, compressed or not',
    property: fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), fc.boolean(), (names, compress) => {
      const lower = names.map((each) => each.toLowerCase());
      equal(decodeDomainNames(encodeDomainNames(lower, { compress })), lower);
      equal(decodeOption120(encodeOption120(names)), { encoding: 'names', names });
    }),
  },
  {
    name: 'random bytes are option 120 or a HarnessError',
    property: fc.property(bytes(300), (random) => {
      onlyHarnessErrors(() => decodeOption120(random));
      onlyHarnessErrors(() => decodeOption120(Buffer.concat([Buffer.from([0]), random])));
    }),
  },
  {
    name: 'sub-options of option 43 survive',
    property: fc.property(
      fc.array(fc.record({ code: fc.integer({ min: 1, max: 254 }), data: bytes(255) }), { maxLength: 10 }),
      (subOptions) => equal(decodeOption43(encodeSubOptions(subOptions)).subOptions, subOptions),
    ),
  },
  {
    name: 'option 43 never throws',
    property: fc.property(bytes(400), (random) => {
      for (const problem of decodeOption43(random).problems) {
        if (!/\bbytes? \d/.test(problem)) throw new Error(`a problem without a place: ${problem}`);
      }
    }),
  },
  {
    name: 'any text is a name that survives, or a HarnessError',
    property: fc.property(fc.string({ maxLength: 300 }), (text) => {
      const written = onlyHarnessErrors(() => encodeOption120([text]));
      if (written) equal(decodeOption120(written), { encoding: 'names', names: [text.replace(/\.$/, '')] });
    }),
  },
];
