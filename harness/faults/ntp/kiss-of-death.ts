import { z } from 'zod';
import { faultKind } from '../kind.js';
import type { NtpFault } from './ntp-fault.js';

/** RFC 5905, section 7.4, and the older list of RFC 4330, section 8. */
const codes = [
  ...['ACST', 'AUTH', 'AUTO', 'BCST', 'CRYP', 'DENY', 'DROP', 'RSTR', 'INIT', 'MCST', 'NKEY', 'NTSN', 'RATE'],
  ...['RMOT', 'STEP'],
] as const;

/** A server that wants no more of this client, or less: stratum 0, and no time in it. */
export const kissOfDeath = faultKind<NtpFault>()({
  do: 'kiss-of-death',
  at: ['ntp.answer'],
  schema: () => z.strictObject({ code: z.enum(codes).default('DENY').describe('The four letters it gives.') }),
  summary: 'Sends the client away.',
  example: { code: 'RATE' },
  explain: ({ code }) => `The answer is a kiss of death, ${code}.`,
  make: ({ code }) => ({
    change: (answer) => ({
      ...answer,
      leap: 3,
      stratum: 0,
      referenceId: Buffer.from(code, 'latin1'),
      reference: 0n,
      // Nothing a client could set its clock by (RFC 5905, section 7.4).
      receive: answer.originate,
      transmit: answer.originate,
    }),
  }),
});
