import { z } from 'zod';
import { faultKind } from '../kind.js';
import { sipPoints } from './points.js';
import type { SipFault } from './sip-fault.js';

/** As when the Front End service is restarted while it works. */
export const resetConnection = faultKind<SipFault>()({
  do: 'reset',
  at: sipPoints,
  schema: () => z.strictObject({}),
  summary: 'Resets the connection instead of answering.',
  example: {},
  explain: () => 'The connection is reset instead of an answer.',
  make: () => ({ delivery: { do: 'reset' } }),
});
