import { z } from 'zod';
import { faultKind } from '../kind.js';
import type { LdapFault } from './directory-fault.js';
import { directoryPoints } from './points.js';

/** A domain controller at the far end of a slow line. */
export const ldapDelay = faultKind<LdapFault>()({
  do: 'delay',
  at: directoryPoints,
  schema: () => z.strictObject({ seconds: z.number().min(0.001).max(3600).describe('Seconds of scenario time.') }),
  summary: 'Answers late.',
  example: { seconds: 40 },
  explain: ({ seconds }) => `The answer comes ${seconds} seconds late.`,
  make: ({ seconds }) => ({ delivery: { do: 'delay', ms: seconds * 1000 } }),
});
