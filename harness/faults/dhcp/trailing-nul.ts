import { z } from 'zod';
import { dhcpOption } from '../../wire/dhcp/index.js';
import { faultKind } from '../kind.js';
import type { DhcpFault } from './dhcp-fault.js';
import { withOption, withSubOptions } from './option43.js';
import { dhcpPoints } from './points.js';

/** Some servers end every text with a NUL. */
export const trailingNul = faultKind<DhcpFault>()({
  do: 'trailing-nul',
  at: dhcpPoints,
  schema: () =>
    z.strictObject({
      in: z
        .enum(['option-43', 'option-120', 'option-15'])
        .default('option-43')
        .describe('Where: every sub-option of Option 43, Option 120, or the domain name.'),
    }),
  summary: 'Ends values with a NUL.',
  example: {},
  explain: ({ in: place }) => `${words[place]} ends with a NUL.`,
  make: ({ in: place }) => ({
    change: (reply) => {
      if (place === 'option-15') return withOption(reply, dhcpOption.domainName, ended);
      if (place === 'option-120') return withOption(reply, dhcpOption.sipServers, ended);
      return withSubOptions(reply, (all) => all.map(({ code, data }) => ({ code, data: ended(data) })));
    },
  }),
});

const words = {
  'option-43': 'Every sub-option of Option 43',
  'option-120': 'Option 120',
  'option-15': 'The domain name',
} as const;

function ended(data: Buffer): Buffer {
  return data.length > 254 ? data : Buffer.concat([data, Buffer.from([0])]);
}
