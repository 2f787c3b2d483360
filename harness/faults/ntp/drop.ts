import { z } from 'zod';
import { faultKind } from '../kind.js';
import type { NtpFault } from './ntp-fault.js';

/** UDP 123 is open for nobody. */
export const dropTime = faultKind<NtpFault>()({
  do: 'drop',
  at: ['ntp.answer'],
  schema: () => z.strictObject({}),
  summary: 'Does not answer.',
  example: {},
  explain: () => 'The question for the time is never answered.',
  make: () => ({ delivery: { do: 'drop' } }),
});
