import { z } from 'zod';
import { subOptionCode } from '../../wire/option43/index.js';
import { faultKind } from '../kind.js';
import type { DhcpFault } from './dhcp-fault.js';
import { withSubOptions } from './option43.js';
import { dhcpPoints } from './points.js';

/** A value edited twice. Which of two a phone takes is unknown. */
export const duplicate = faultKind<DhcpFault>()({
  do: 'duplicate',
  at: dhcpPoints,
  schema: () =>
    z.strictObject({
      webServer: z
        .string()
        .regex(/^[a-z0-9_.-]{1,60}$/i, 'a host name')
        .default('old-pool.invalid')
        .describe('The server that the second sub-option 3 names.'),
    }),
  summary: 'Names a second web server in Option 43.',
  example: {},
  explain: ({ webServer }) => `Option 43 has a second sub-option 3, which names ${webServer}.`,
  make: ({ webServer }) => ({
    change: (reply) =>
      withSubOptions(reply, (all) =>
        all.flatMap((each) =>
          each.code === subOptionCode.webServer ? [each, { code: each.code, data: Buffer.from(webServer) }] : [each],
        ),
      ),
  }),
});
