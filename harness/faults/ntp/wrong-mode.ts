import { z } from 'zod';
import { faultKind } from '../kind.js';
import type { NtpFault } from './ntp-fault.js';

/** RFC 5905, figure 10; 4 is the server's. */
export const wrongMode = faultKind<NtpFault>()({
  do: 'wrong-mode',
  at: ['ntp.answer'],
  schema: () =>
    z.strictObject({
      mode: z
        .int()
        .min(0)
        .max(7)
        .refine((mode) => mode !== 4, '4 is the right one')
        .default(5)
        .describe('Mode of the answer; 5, a broadcast, when absent.'),
    }),
  summary: 'Answers in another mode than a server’s.',
  example: { mode: 5 },
  explain: ({ mode }) => `The answer has mode ${mode} instead of 4.`,
  make: ({ mode }) => ({ change: (answer) => ({ ...answer, mode }) }),
});
