import { z } from 'zod';
import { faultKind } from '../kind.js';
import type { NtpFault } from './ntp-fault.js';

/** Zero is "unknown" (RFC 5905, section 6). */
export const noTime = faultKind<NtpFault>()({
  do: 'no-time',
  at: ['ntp.answer'],
  schema: () => z.strictObject({}),
  summary: 'Answers without a time.',
  example: {},
  explain: () => 'The answer’s transmit timestamp is zero.',
  make: () => ({ change: (answer) => ({ ...answer, receive: 0n, transmit: 0n }) }),
});
