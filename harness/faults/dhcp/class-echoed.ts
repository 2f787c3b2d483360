import { z } from 'zod';
import { dhcpOption } from '../../wire/dhcp/index.js';
import { faultKind } from '../kind.js';
import type { DhcpFault } from './dhcp-fault.js';
import { dhcpPoints } from './points.js';

/** Some servers send the client's own option 60 back. */
export const classEchoed = faultKind<DhcpFault>()({
  do: 'class-echoed',
  at: dhcpPoints,
  schema: () => z.strictObject({}),
  summary: 'Sends the vendor class back in Option 60.',
  example: {},
  explain: () => 'The vendor class of the request comes back in Option 60.',
  make: () => ({
    change: (reply, { vendorClass }) =>
      vendorClass === undefined || vendorClass.length > 255
        ? reply
        : {
            ...reply,
            options: [
              ...reply.options.slice(0, 2),
              { code: dhcpOption.vendorClass, data: Buffer.from(vendorClass, 'latin1') },
              ...reply.options.slice(2),
            ],
          },
  }),
});
