import { type Case, type Expectation, everywhere } from '../case.js';

const untilCu11: Partial<Expectation> = { ocpe: 'untrusted-root', rtm: 'untrusted-root', cu10: 'untrusted-root' };

/** Number, last second in UTC, and what is said before and after it. */
const rows: readonly (readonly [number: string, end: string, before: Expectation, after: Expectation, why?: string])[] =
  [
    [
      '01',
      '2014-01-28T12:00:00Z',
      everywhere('trusted'),
      everywhere('trusted', { ocpe: 'anchor-expired', rtm: 'anchor-expired', cu10: 'anchor-expired' }),
      'From CU11 on its successor has the same key.',
    ],
    ['02', '2010-01-07T23:59:59Z', everywhere('trusted'), everywhere('anchor-expired')],
    ['03', '2025-05-12T23:59:00Z', everywhere('trusted'), everywhere('anchor-expired')],
    ['04', '2018-08-13T23:59:00Z', everywhere('trusted'), everywhere('anchor-expired')],
    ['06', '2020-12-31T23:59:59Z', everywhere('trusted'), everywhere('anchor-expired')],
    ['07', '2020-12-31T23:59:59Z', everywhere('trusted'), everywhere('anchor-expired')],
    [
      '09',
      '2019-12-24T18:20:51Z',
      everywhere('trusted'),
      everywhere('trusted', { ocpe: 'anchor-expired', rtm: 'anchor-expired', cu10: 'anchor-expired' }),
      'From CU11 on the certificate to 2029 has the same key.',
    ],
    ['11', '2020-05-30T10:48:38Z', everywhere('trusted'), everywhere('anchor-expired')],
    ['12', '2019-05-25T16:39:40Z', everywhere('trusted'), everywhere('anchor-expired')],
    ['13', '2018-08-22T16:41:51Z', everywhere('trusted'), everywhere('anchor-expired')],
    ['14', '2022-05-21T04:00:00Z', everywhere('trusted'), everywhere('anchor-expired')],
    ['16', '2019-06-26T00:19:54Z', everywhere('trusted'), everywhere('anchor-expired')],
    ['19', '2026-11-27T20:53:42Z', everywhere('trusted', untilCu11), everywhere('anchor-expired', untilCu11)],
    ['25', '2019-03-04T05:00:00Z', everywhere('trusted', untilCu11), everywhere('anchor-expired', untilCu11)],
  ];

/** Every root that ended before 2027, in its last second and in the one after. */
export const rootEndCases: readonly Case[] = rows.flatMap(([number, end, before, after, why]) => {
  const next = new Date(new Date(end).getTime() + 1000).toISOString();
  const minted = new Date(new Date(end).getTime() - 10 * 86_400_000).toISOString();
  const shared = { features: ['anchor dates'], profile: `root-${number}` as const, minted };
  return [
    {
      id: `root-ends/${number}-last-second`,
      description: `The last second of lpe-root-${number}: its chain is as good as ever.`,
      ...shared,
      at: end,
      expect: before,
    },
    {
      id: `root-ends/${number}-after`,
      description: `A second after the end of lpe-root-${number}, leaf and issuer still valid.${why === undefined ? '' : ` ${why}`}`,
      ...shared,
      at: next,
      expect: after,
    },
  ];
});
