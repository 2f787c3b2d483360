import { z } from 'zod';
import { faultKind } from '../kind.js';
import type { DhcpFault } from './dhcp-fault.js';
import { dhcpPoints } from './points.js';

/** Two relays forward the same broadcast, so every answer comes twice. */
export const repeatReply = faultKind<DhcpFault>()({
  do: 'repeat',
  at: dhcpPoints,
  schema: () => z.strictObject({ times: z.int().min(2).max(10).default(2).describe('How often; twice when absent.') }),
  summary: 'Sends the answer more than once.',
  example: {},
  explain: ({ times }) => `The answer is sent ${times} times.`,
  make: ({ times }) => ({ delivery: { do: 'repeat', times } }),
});
