import fc from 'fast-check';
import type { SealFault } from './record-cipher.js';

/** Things put in before a step. */
export const insertions = [
  'warning',
  'fatal',
  'close',
  'unknown-level',
  'one-byte-alert',
  'three-byte-alert',
  'application-data',
  'empty-application-data',
  'empty-handshake',
  'hello-request',
  'client-hello',
  'unknown-message',
  'server-key-exchange',
  'half-header',
  'change-cipher-spec',
  'sslv2-hello',
  'heartbeat',
  'oversized-record',
  'oversized-message',
  'flood-of-empty-records',
  'flood-of-empty-data',
  'flood-of-warnings',
  'junk',
] as const;
export type Insertion = (typeof insertions)[number];

/** Who knows of a change: the peer itself, whose Finished covers it, or only somebody between the two. */
export type Seen = 'by-peer' | 'not-by-peer';

/** One thing that is not as it should be; `at` is a step, counted round. */
export type Mutation =
  | { readonly do: 'drop'; readonly at: number }
  | { readonly do: 'repeat'; readonly at: number }
  | { readonly do: 'swap'; readonly at: number }
  | { readonly do: 'insert'; readonly at: number; readonly what: Insertion }
  | { readonly do: 'flip'; readonly at: number; readonly place: number; readonly mask: number; readonly seen: Seen }
  | { readonly do: 'resize'; readonly at: number; readonly by: number; readonly seen: Seen }
  | { readonly do: 'retype'; readonly at: number; readonly type: number; readonly seen: Seen }
  | { readonly do: 'claim-length'; readonly at: number; readonly length: number; readonly seen: Seen }
  | { readonly do: 'record-type'; readonly at: number; readonly type: number }
  | { readonly do: 'record-version'; readonly at: number; readonly version: number }
  | { readonly do: 'record-length'; readonly at: number; readonly by: number }
  | { readonly do: 'seal'; readonly at: number; readonly fault: SealFault };

const at = fc.nat(7);
const seen = fc.constantFrom<Seen>('by-peer', 'not-by-peer');
const nonZero = (most: number) => fc.integer({ min: -most, max: most }).filter((value) => value !== 0);
const messageTypes = [0, 1, 2, 4, 11, 12, 13, 14, 15, 16, 20, 22, 77, 255];
const lengths = [0, 1, 11, 13, 47, 200, 16_384, 65_535, 102_400, 102_401, 0xffffff];
export const sealFaults: readonly SealFault[] = [
  'mac',
  'sequence',
  'other-type-in-mac',
  'padding-bytes',
  'padding-beyond-record',
  'ciphertext',
  'odd-length',
  'too-short',
  'no-bytes',
  'most-padding',
];

export const mutations: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ do: fc.constantFrom('drop' as const, 'repeat' as const, 'swap' as const), at }),
  fc.record({ do: fc.constant('insert' as const), at, what: fc.constantFrom(...insertions) }),
  fc.record({ do: fc.constant('insert' as const), at, what: fc.constantFrom(...insertions) }),
  fc.record({
    do: fc.constant('flip' as const),
    at,
    place: fc.nat(2000),
    mask: fc.integer({ min: 1, max: 255 }),
    seen,
  }),
  fc.record({ do: fc.constant('flip' as const), at, place: fc.nat(50), mask: fc.integer({ min: 1, max: 255 }), seen }),
  fc.record({ do: fc.constant('resize' as const), at, by: nonZero(60), seen }),
  fc.record({ do: fc.constant('retype' as const), at, type: fc.constantFrom(...messageTypes), seen }),
  fc.record({ do: fc.constant('claim-length' as const), at, length: fc.constantFrom(...lengths), seen }),
  fc.record({
    do: fc.constant('record-type' as const),
    at,
    type: fc.constantFrom(0, 19, 20, 21, 22, 23, 24, 128, 255),
  }),
  fc.record({
    do: fc.constant('record-version' as const),
    at,
    version: fc.constantFrom(0x0000, 0x0002, 0x0200, 0x0300, 0x0302, 0x0303, 0x0304, 0x0400, 0xffff),
  }),
  fc.record({ do: fc.constant('record-length' as const), at, by: nonZero(40) }),
  fc.record({
    do: fc.constant('seal' as const),
    at: fc.constantFrom(5, 6, 7, 2, 3, 4),
    fault: fc.constantFrom(...sealFaults),
  }),
);
