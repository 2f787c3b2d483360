import { z } from 'zod';
import { faultKind } from '../kind.js';
import { sipPoints } from './points.js';
import type { SipFault } from './sip-fault.js';

/** As a server that is stopped in an orderly way. */
export const closeConnection = faultKind<SipFault>()({
  do: 'close',
  at: sipPoints,
  schema: () => z.strictObject({}),
  summary: 'Closes the connection instead of answering.',
  example: {},
  explain: () => 'The connection is closed instead of an answer.',
  make: () => ({ delivery: { do: 'close' } }),
});
