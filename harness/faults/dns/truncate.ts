import { z } from 'zod';
import { faultKind } from '../kind.js';
import { about, aboutWords } from './about.js';
import type { DnsFault } from './dns-fault.js';
import { dnsPoints } from './points.js';

/** As for more records than a datagram holds: a phone that cannot ask over TCP learns nothing. */
export const truncate = faultKind<DnsFault>()({
  do: 'truncate',
  at: dnsPoints,
  schema: () => z.strictObject({ ...about }),
  summary: 'Answers over UDP with the mark "truncated" alone.',
  example: {},
  explain: ({ name }) => `The answer${aboutWords({ name })} over UDP is empty and marked as truncated.`,
  make: ({ name }) => ({
    about: name,
    change: (reply, { transport }) => (transport === 'udp' ? { code: reply.code, truncated: true } : reply),
  }),
});
