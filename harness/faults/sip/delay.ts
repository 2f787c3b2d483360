import { z } from 'zod';
import { faultKind } from '../kind.js';
import { sipPoints } from './points.js';
import type { SipFault } from './sip-fault.js';

/** A client gives up after 32 seconds (RFC 3261, timer F). */
export const delay = faultKind<SipFault>()({
  do: 'delay',
  at: sipPoints,
  schema: () =>
    z.strictObject({
      seconds: z.number().min(0.001).max(3600).describe('Seconds of scenario time.'),
    }),
  summary: 'Answers late.',
  example: { seconds: 40 },
  explain: ({ seconds }) => `The answer comes ${seconds} seconds late.`,
  make: ({ seconds }) => ({ delivery: { do: 'delay', ms: seconds * 1000 } }),
});
