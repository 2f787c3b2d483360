import { z } from 'zod';
import { faultKind } from '../kind.js';
import { signedPoints } from './points.js';
import type { SipFault } from './sip-fault.js';

/** A client keeps a window of numbers and drops what it has seen (MS-SIP 3.1.5.1). Needs an answer signed earlier. */
export const staleNumber = faultKind<SipFault>()({
  do: 'stale-number',
  at: signedPoints,
  schema: () => z.strictObject({}),
  summary: 'Signs with a number that was used before.',
  example: {},
  explain: () => 'The answer is signed with the number of the answer before it.',
  make: () => ({ signature: 'stale' }),
});
