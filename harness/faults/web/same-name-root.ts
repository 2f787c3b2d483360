import { z } from 'zod';
import { faultKind } from '../kind.js';
import { withChain } from './chain-reply.js';
import { chainPoints } from './points.js';
import type { WebFault } from './web-fault.js';

/** An old root of the same name is installed beside or instead of the new one (failure catalogue T09, T10). */
export const sameNameRoot = faultKind<WebFault>()({
  do: 'same-name-root',
  at: chainPoints,
  schema: () => z.strictObject({}),
  summary: 'Gives a chain whose every name is right and every key another.',
  example: {},
  explain: () => 'The chain given has the names of the right one, and other keys.',
  make: (_parameters, resources) => {
    const pkcs7 = resources.published('same-names');
    return { change: (reply, asked) => withChain(reply, asked, pkcs7) };
  },
});
