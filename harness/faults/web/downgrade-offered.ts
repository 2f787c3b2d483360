import { z } from 'zod';
import { faultKind } from '../kind.js';
import { updatePoints } from './points.js';
import type { WebFault } from './web-fault.js';

/** A rule that was rolled back, or a second pool with an older image (failure catalogue U12). Needs a rule for the device. */
export const downgradeOffered = faultKind<WebFault>()({
  do: 'downgrade-offered',
  at: updatePoints,
  schema: () =>
    z.strictObject({
      version: z
        .string()
        .regex(/^\d{1,5}(\.\d{1,5}){3}$/, 'four numbers')
        .describe('Version that is offered, whatever the rule says.'),
    }),
  summary: 'Offers another version than the rule has.',
  example: { version: '4.0.7577.4066' },
  explain: ({ version }) => `The device is offered ${version}, whatever its rule says.`,
  make: ({ version }) => ({ within: { what: 'update-choice', version } }),
});
