import { z } from 'zod';
import { faultKind } from '../kind.js';
import type { DhcpFault } from './dhcp-fault.js';
import { withSubOptions } from './option43.js';
import { dhcpPoints } from './points.js';

/** Every documented encoder emits 1 to 5 in order; what phones make of another order is unknown. */
export const reorder = faultKind<DhcpFault>()({
  do: 'reorder',
  at: dhcpPoints,
  schema: () => z.strictObject({}),
  summary: 'Turns the order of the sub-options of Option 43 round.',
  example: {},
  explain: () => 'The sub-options of Option 43 come in the reverse order.',
  make: () => ({ change: (reply) => withSubOptions(reply, (all) => all.toReversed()) }),
});
