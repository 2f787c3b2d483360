import { z } from 'zod';
import { faultKind } from '../kind.js';
import type { DhcpFault } from './dhcp-fault.js';
import { withVendorSpecific } from './option43.js';
import { dhcpPoints } from './points.js';

/** One value of option 43 for everybody, where two vendor classes mean different things by it (failure catalogue N05). */
export const classIgnored = faultKind<DhcpFault>()({
  do: 'class-ignored',
  at: dhcpPoints,
  schema: () =>
    z.strictObject({
      sends: z
        .enum(['location', 'voice-vlan'])
        .default('location')
        .describe('location: the certificate service, as for MS-UC-Client. voice-vlan: as for CPE-OCPHONE.'),
    }),
  summary: 'Answers with the Option 43 of the other vendor class.',
  example: {},
  explain: ({ sends }) =>
    sends === 'location'
      ? 'Option 43 is the one of MS-UC-Client, whatever the class.'
      : 'Option 43 is the one of CPE-OCPHONE, the voice VLAN, whatever the class.',
  make: ({ sends }) => ({
    change: (reply, asked) => {
      const value = sends === 'location' ? asked.location : asked.voiceVlan;
      return value === undefined ? reply : withVendorSpecific(reply, value);
    },
  }),
});
