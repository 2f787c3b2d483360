import { z } from 'zod';
import { dhcpOption } from '../../wire/dhcp/index.js';
import { faultKind } from '../kind.js';
import type { DhcpFault } from './dhcp-fault.js';
import { withOption } from './option43.js';
import { dhcpPoints } from './points.js';

/** Cisco IOS from 15.1(3)S on takes 180 hex digits of `option 43 hex` and drops the rest without a word (observed). */
export const cutOption43 = faultKind<DhcpFault>()({
  do: 'cut-option-43',
  at: dhcpPoints,
  schema: () =>
    z.strictObject({
      bytes: z.int().min(0).max(254).default(90).describe('What is left of Option 43; 90 as Cisco IOS when absent.'),
    }),
  summary: 'Cuts the value of Option 43, as Cisco IOS does without a word.',
  example: {},
  explain: ({ bytes }) => `Option 43 is cut after ${bytes} bytes.`,
  make: ({ bytes }) => ({
    change: (reply) => withOption(reply, dhcpOption.vendorSpecific, (blob) => blob.subarray(0, bytes)),
  }),
});
