import { z } from 'zod';
import { faultKind } from '../kind.js';
import type { NtpFault } from './ntp-fault.js';

const NEVER_SYNCHRONISED = 16;
const CLOCK_NOT_SYNCHRONISED = 3;

/** A domain controller that lost its own source, or was just started. */
export const unsynchronised = faultKind<NtpFault>()({
  do: 'unsynchronised',
  at: ['ntp.answer'],
  schema: () =>
    z.strictObject({
      shown: z
        .enum(['leap', 'stratum', 'both'])
        .default('both')
        .describe('By the leap indicator 3, by stratum 16, or both.'),
    }),
  summary: 'Says that its own clock is not synchronised.',
  example: {},
  explain: ({ shown }) =>
    `The answer says that the server’s clock is not synchronised (${
      { leap: 'leap indicator 3', stratum: 'stratum 16', both: 'leap indicator 3, stratum 16' }[shown]
    }).`,
  make: ({ shown }) => ({
    change: (answer) => ({
      ...answer,
      leap: shown === 'stratum' ? answer.leap : CLOCK_NOT_SYNCHRONISED,
      stratum: shown === 'leap' ? answer.stratum : NEVER_SYNCHRONISED,
    }),
  }),
});
