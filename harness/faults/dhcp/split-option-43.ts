import { z } from 'zod';
import { dhcpOption } from '../../wire/dhcp/index.js';
import { faultKind } from '../kind.js';
import type { DhcpFault } from './dhcp-fault.js';
import { dhcpPoints } from './points.js';

/** RFC 3396 lets a server split any value. Whether a phone joins the pieces is unknown. */
export const splitOption43 = faultKind<DhcpFault>()({
  do: 'split-option-43',
  at: dhcpPoints,
  schema: () =>
    z.strictObject({
      after: z.int().min(1).max(254).default(40).describe('Bytes of the first piece; 40 when absent.'),
    }),
  summary: 'Sends Option 43 in two pieces (RFC 3396).',
  example: {},
  explain: ({ after }) => `Option 43 comes in two pieces, the first of ${after} bytes.`,
  make: ({ after }) => ({
    change: (reply) => {
      const options = reply.options.flatMap((option) =>
        option.code === dhcpOption.vendorSpecific && option.data.length > after
          ? [
              { code: option.code, data: option.data.subarray(0, after) },
              { code: option.code, data: option.data.subarray(after) },
            ]
          : [option],
      );
      return options.length === reply.options.length ? reply : { ...reply, options };
    },
  }),
});
