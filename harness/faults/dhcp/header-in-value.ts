import { z } from 'zod';
import { dhcpOption } from '../../wire/dhcp/index.js';
import { faultKind } from '../kind.js';
import type { DhcpFault } from './dhcp-fault.js';
import { withOption } from './option43.js';
import { dhcpPoints } from './points.js';

/** Somebody pasted the whole option, code and length included, where the server adds both by itself. */
export const headerInValue = faultKind<DhcpFault>()({
  do: 'header-in-value',
  at: dhcpPoints,
  schema: () => z.strictObject({}),
  summary: 'Repeats code and length inside the value of Option 43.',
  example: {},
  explain: () => 'The value of Option 43 starts with its own code and length.',
  make: () => ({
    change: (reply) =>
      withOption(reply, dhcpOption.vendorSpecific, (blob) =>
        blob.length > 253 ? blob : Buffer.concat([Buffer.from([dhcpOption.vendorSpecific, blob.length]), blob]),
      ),
  }),
});
