import { z } from 'zod';
import { faultKind } from '../kind.js';
import type { DhcpFault } from './dhcp-fault.js';
import { dhcpPoints } from './points.js';

/** A server that thinks: Windows waits for its conflict detection. */
export const delayReply = faultKind<DhcpFault>()({
  do: 'delay',
  at: dhcpPoints,
  schema: () => z.strictObject({ seconds: z.number().min(0.01).max(600).describe('Until the answer leaves.') }),
  summary: 'Answers late.',
  example: { seconds: 5 },
  explain: ({ seconds }) => `The answer leaves ${seconds} seconds late.`,
  make: ({ seconds }) => ({ delivery: { do: 'delay', ms: seconds * 1000 } }),
});
