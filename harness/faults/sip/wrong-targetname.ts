import { z } from 'zod';
import { faultKind } from '../kind.js';
import { changeChallenge } from './change-header.js';
import type { SipFault } from './sip-fault.js';

/** As behind a load balancer that spreads one handshake over two Front Ends. */
export const wrongTargetname = faultKind<SipFault>()({
  do: 'wrong-targetname',
  at: ['front-end.challenge', 'front-end.handshake'],
  schema: () =>
    z.strictObject({
      targetname: z
        .string()
        .regex(/^[^"\r\n]{1,253}$/, 'a name without quotes')
        .default('another.invalid')
        .describe('What the challenges name instead of this Front End.'),
    }),
  summary: 'Names another Front End in the challenges.',
  example: {},
  explain: ({ targetname }) => `The challenges name the Front End "${targetname}".`,
  make: ({ targetname }) => ({ change: (response) => changeChallenge(response, 'targetname', () => targetname) }),
});
