import { z } from 'zod';
import { faultKind } from '../kind.js';
import type { NtpFault } from './ntp-fault.js';

/** The time in it is that of the question's arrival. */
export const delayTime = faultKind<NtpFault>()({
  do: 'delay',
  at: ['ntp.answer'],
  schema: () => z.strictObject({ seconds: z.number().min(0.001).max(600).describe('Seconds of scenario time.') }),
  summary: 'Answers late.',
  example: { seconds: 3 },
  explain: ({ seconds }) => `The answer comes ${seconds} seconds late.`,
  make: ({ seconds }) => ({ delivery: { do: 'delay', ms: seconds * 1000 } }),
});
