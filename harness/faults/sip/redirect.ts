import { z } from 'zod';
import { faultKind } from '../kind.js';
import type { SipFault } from './sip-fault.js';
import { refused } from './status.js';

/** A 301 to a pool that is wrong, or to the very server that sends it: then the client goes round in circles. */
export const redirect = faultKind<SipFault>()({
  do: 'redirect',
  at: ['front-end.register'],
  schema: () =>
    z.strictObject({
      to: z
        .string()
        .regex(/^[A-Za-z0-9.-]{1,253}(:\d{1,5})?$/, 'a host name, with or without a port')
        .describe('Where the client is sent; its own name makes a loop.'),
    }),
  summary: 'Redirects to another pool.',
  example: { to: 'pool99.contoso.test' },
  explain: ({ to }) => `The client is redirected to ${to}.`,
  make: ({ to }) => ({
    change: (response) =>
      refused(response, 301, 'Redirect request to Home Server', [
        { name: 'Contact', value: `<sip:${to.includes(':') ? to : `${to}:5061`};transport=tls>` },
        { name: 'Expires', value: '2592000' },
      ]),
  }),
});
