import { z } from 'zod';
import { dhcpOption } from '../../wire/dhcp/index.js';
import { subOptionCode } from '../../wire/option43/index.js';
import { encodeOption120 } from '../../wire/option120/index.js';
import { faultKind } from '../kind.js';
import type { DhcpFault } from './dhcp-fault.js';
import { withOption, withSubOption } from './option43.js';
import { dhcpPoints } from './points.js';

/** The pool was moved, and DHCP was forgotten: phones that are signed in go on, reset ones hang (failure catalogue T14). */
export const staleHost = faultKind<DhcpFault>()({
  do: 'stale-host',
  at: dhcpPoints,
  schema: () =>
    z.strictObject({
      host: z
        .string()
        .regex(/^(?=.{1,120}$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})+$/i, 'a fully qualified name')
        .default('oldpool.contoso.com')
        .describe('The decommissioned server.'),
      in: z
        .enum(['option-43', 'option-120', 'both'])
        .default('both')
        .describe('Which of the two names it; both when absent.'),
    }),
  summary: 'Names a server that is gone.',
  example: {},
  explain: ({ host, in: place }) => `${words[place]} ${host}, which is gone.`,
  make: ({ host, in: place }) => ({
    change: (reply) => {
      const first =
        place === 'option-120' ? reply : withSubOption(reply, subOptionCode.webServer, () => Buffer.from(host));
      return place === 'option-43' ? first : withOption(first, dhcpOption.sipServers, () => encodeOption120([host]));
    },
  }),
});

const words = {
  'option-43': 'Option 43 names',
  'option-120': 'Option 120 names',
  both: 'Options 43 and 120 name',
} as const;
