import { z } from 'zod';
import { faultKind } from '../kind.js';
import type { NtpFault } from './ntp-fault.js';

/** A client must take it for the answer to another question, or a forgery (RFC 5905, section 8). */
export const wrongOriginate = faultKind<NtpFault>()({
  do: 'wrong-originate',
  at: ['ntp.answer'],
  schema: () => z.strictObject({}),
  summary: 'Gives back another timestamp than the client sent.',
  example: {},
  explain: () => 'The answer does not give back the client’s own timestamp.',
  make: () => ({ change: (answer) => ({ ...answer, originate: answer.originate ^ 0xffffffffn }) }),
});
