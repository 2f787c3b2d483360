import { z } from 'zod';
import { faultKind } from '../kind.js';
import { signedPoints } from './points.js';
import type { SipFault } from './sip-fault.js';

/** As after a proxy that changed a signed header. */
export const badSignature = faultKind<SipFault>()({
  do: 'bad-signature',
  at: signedPoints,
  schema: () => z.strictObject({}),
  summary: 'Signs wrongly.',
  example: {},
  explain: () => 'One bit of the signature of the answer is wrong.',
  make: () => ({ signature: 'broken' }),
});
