import { z } from 'zod';
import { dhcpOption } from '../../wire/dhcp/index.js';
import { faultKind } from '../kind.js';
import type { DhcpFault } from './dhcp-fault.js';
import { withOption } from './option43.js';
import { dhcpPoints } from './points.js';

/** An end mark inside option 43 is allowed (RFC 2132, section 8.4), and no known encoder writes one. */
export const extraEnd = faultKind<DhcpFault>()({
  do: 'extra-end',
  at: dhcpPoints,
  schema: () => z.strictObject({}),
  summary: 'Ends the value of Option 43 with an end mark.',
  example: {},
  explain: () => 'Option 43 ends with an end mark of its own (ff).',
  make: () => ({
    change: (reply) =>
      withOption(reply, dhcpOption.vendorSpecific, (blob) => Buffer.concat([blob, Buffer.from([0xff])])),
  }),
});
