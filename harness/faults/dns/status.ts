import { z } from 'zod';
import { faultKind } from '../kind.js';
import { about, aboutWords } from './about.js';
import type { DnsFault } from './dns-fault.js';
import { dnsPoints } from './points.js';

/** RFC 1035, section 4.1.1. */
const codes = { FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 } as const;

/** A forwarder whose upstream is gone, a server that refuses this client, one that knows no such name. */
export const status = faultKind<DnsFault>()({
  do: 'status',
  at: dnsPoints,
  schema: () =>
    z.strictObject({
      ...about,
      code: z.enum(['FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED']).describe('Response code.'),
    }),
  summary: 'Answers with a response code and nothing else.',
  example: { code: 'SERVFAIL' },
  explain: ({ code, name }) => `The answer${aboutWords({ name })} is ${code} without a record.`,
  make: ({ code, name }) => ({
    about: name,
    change: () => ({ code: codes[code], authoritative: code === 'NXDOMAIN' }),
  }),
});
