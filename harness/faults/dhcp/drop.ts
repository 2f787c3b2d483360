import { z } from 'zod';
import { faultKind } from '../kind.js';
import type { DhcpFault } from './dhcp-fault.js';
import { dhcpPoints } from './points.js';

/** The server is silent: a relay that does not forward, a scope that is empty. */
export const dropReply = faultKind<DhcpFault>()({
  do: 'drop',
  at: dhcpPoints,
  schema: () => z.strictObject({}),
  summary: 'Does not answer.',
  example: {},
  explain: () => 'The request is never answered.',
  make: () => ({ delivery: { do: 'drop' } }),
});
