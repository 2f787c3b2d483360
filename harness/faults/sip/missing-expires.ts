import { z } from 'zod';
import { faultKind } from '../kind.js';
import { changeHeader } from './change-header.js';
import type { SipFault } from './sip-fault.js';

/** Without the header some clients stay at "connecting" for ever (observed of pidgin-sipe). The signature is right. */
export const missingExpires = faultKind<SipFault>()({
  do: 'missing-expires',
  at: ['front-end.register', 'front-end.subscribe'],
  schema: () => z.strictObject({}),
  summary: 'Leaves the Expires header out.',
  example: {},
  explain: () => 'The answer has no Expires header.',
  make: () => ({ change: (response) => changeHeader(response, 'Expires', () => undefined) }),
});
