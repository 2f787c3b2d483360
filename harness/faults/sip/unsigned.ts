import { z } from 'zod';
import { faultKind } from '../kind.js';
import { signedPoints } from './points.js';
import type { SipFault } from './sip-fault.js';

/** A client that has an association drops what is not signed (MS-SIPAE 3.2.5.2). */
export const unsigned = faultKind<SipFault>()({
  do: 'unsigned',
  at: signedPoints,
  schema: () => z.strictObject({}),
  summary: 'Leaves the signature out.',
  example: {},
  explain: () => 'The answer is not signed.',
  make: () => ({ signature: 'none' }),
});
