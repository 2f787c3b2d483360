import { z } from 'zod';
import { faultKind } from '../kind.js';
import { withChain } from './chain-reply.js';
import { chainPoints } from './points.js';
import type { WebFault } from './web-fault.js';

/** Chain download is on and the list of authorities is empty. */
export const emptyChain = faultKind<WebFault>()({
  do: 'empty-chain',
  at: chainPoints,
  schema: () => z.strictObject({}),
  summary: 'Gives a chain without certificates.',
  example: {},
  explain: () => 'The chain given holds no certificate.',
  make: () => ({ change: (reply, asked) => withChain(reply, asked, undefined) }),
});
