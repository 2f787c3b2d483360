import { z } from 'zod';
import { faultKind } from '../kind.js';
import type { DhcpFault } from './dhcp-fault.js';
import { dhcpPoints } from './points.js';

/** The option is missing in this scope, or a relay asks another server (failure catalogue N02). */
export const omitOption = faultKind<DhcpFault>()({
  do: 'omit-option',
  at: dhcpPoints,
  schema: () => z.strictObject({ code: z.int().min(1).max(254).describe('Code of the option left out: 43, 120, 6.') }),
  summary: 'Leaves an option out.',
  example: { code: 43 },
  explain: ({ code }) => `Option ${code} is left out.`,
  make: ({ code }) => ({
    change: (reply) => {
      const options = reply.options.filter((option) => option.code !== code);
      return options.length === reply.options.length ? reply : { ...reply, options };
    },
  }),
});
