import { z } from 'zod';
import { faultKind } from '../kind.js';
import type { DhcpFault } from './dhcp-fault.js';
import { dhcpPoints } from './points.js';

/** An answer to nobody's question: a client must not take it. */
export const wrongTransaction = faultKind<DhcpFault>()({
  do: 'wrong-transaction',
  at: dhcpPoints,
  schema: () => z.strictObject({}),
  summary: 'Answers with another transaction identifier.',
  example: {},
  explain: () => 'The answer carries another transaction identifier than the request.',
  make: () => ({ change: (reply) => ({ ...reply, xid: (reply.xid ^ 0xffffffff) >>> 0 }) }),
});
