import { z } from 'zod';
import { faultKind } from '../kind.js';
import { about, aboutWords } from './about.js';
import type { DnsFault } from './dns-fault.js';
import { dnsPoints } from './points.js';

/** Seconds, as root servers give it. */
const REFERRAL_TTL = 518_400;

/** A server that does not have the zone it was said to have, and points back up (RFC 1912, section 2.8). */
export const lame = faultKind<DnsFault>()({
  do: 'lame',
  at: dnsPoints,
  schema: () => z.strictObject({ ...about }),
  summary: 'Answers as a server without the zone: a referral to the root servers, not authoritative.',
  example: {},
  explain: ({ name }) => `The answer${aboutWords({ name })} is a referral to the root servers instead of the records.`,
  make: ({ name }) => ({
    about: name,
    change: () => ({
      code: 0,
      authoritative: false,
      authorities: [{ type: 'NS', name: '.', ttl: REFERRAL_TTL, data: 'a.root-servers.net' }],
    }),
  }),
});
