import { z } from 'zod';
import { subOptionCode } from '../../wire/option43/index.js';
import { faultKind } from '../kind.js';
import type { DhcpFault } from './dhcp-fault.js';
import { withSubOption } from './option43.js';
import { dhcpPoints } from './points.js';

/** The class comes back in other capitals, or is another one. What phones make of it is unknown. */
export const wrongIdentifier = faultKind<DhcpFault>()({
  do: 'wrong-identifier',
  at: dhcpPoints,
  schema: () =>
    z.strictObject({
      identifier: z
        .string()
        .regex(/^[\x20-\x7e]{1,60}$/, 'printable ASCII')
        .default('ms-uc-client')
        .describe('Sub-option 1 instead of MS-UC-Client.'),
    }),
  summary: 'Gives back another class in sub-option 1 of Option 43.',
  example: {},
  explain: ({ identifier }) => `Sub-option 1 of Option 43 is "${identifier}".`,
  make: ({ identifier }) => ({
    change: (reply) => withSubOption(reply, subOptionCode.identifier, () => Buffer.from(identifier, 'latin1')),
  }),
});
