import { z } from 'zod';
import { dhcpOption } from '../../wire/dhcp/index.js';
import { decodeOption43 } from '../../wire/option43/index.js';
import { faultKind } from '../kind.js';
import type { DhcpFault } from './dhcp-fault.js';
import { withOption } from './option43.js';
import { dhcpPoints } from './points.js';

/** A value made by hand, counted wrong (failure catalogue N03). */
export const wrongLength = faultKind<DhcpFault>()({
  do: 'wrong-length',
  at: dhcpPoints,
  schema: () =>
    z.strictObject({
      subOption: z.int().min(1).max(254).default(3).describe('Sub-option of Option 43; 3, the server, when absent.'),
      by: z.int().min(-200).max(200).default(1).describe('Added to its length byte; 1 when absent.'),
    }),
  summary: 'Gives a sub-option of Option 43 a wrong length.',
  example: {},
  explain: ({ subOption, by }) =>
    `The length of sub-option ${subOption} of Option 43 is ${Math.abs(by)} too ${by < 0 ? 'small' : 'large'}.`,
  make: ({ subOption, by }) => ({
    change: (reply) =>
      withOption(reply, dhcpOption.vendorSpecific, (blob) => {
        const changed = Buffer.from(blob);
        let at = 0;
        for (const { code, data } of decodeOption43(blob).subOptions) {
          if (code === subOption) {
            changed[at + 1] = Math.min(255, Math.max(0, data.length + by));
            break;
          }
          at += 2 + data.length;
        }
        return changed;
      }),
  }),
});
