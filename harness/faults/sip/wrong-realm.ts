import { z } from 'zod';
import { faultKind } from '../kind.js';
import { changeChallenge } from './change-header.js';
import type { SipFault } from './sip-fault.js';

/** Clients compare the realm of every challenge with that of the association they are building (MS-SIPAE 3.2.5). */
export const wrongRealm = faultKind<SipFault>()({
  do: 'wrong-realm',
  at: ['front-end.challenge', 'front-end.handshake'],
  schema: () =>
    z.strictObject({
      realm: z
        .string()
        .regex(/^[^"\r\n]{1,100}$/, 'text without quotes')
        .default('Another Service')
        .describe('What the challenges name instead of SIP Communications Service.'),
    }),
  summary: 'Names another realm in the challenges.',
  example: {},
  explain: ({ realm }) => `The challenges name the realm "${realm}".`,
  make: ({ realm }) => ({ change: (response) => changeChallenge(response, 'realm', () => realm) }),
});
