import { z } from 'zod';
import { faultKind } from '../kind.js';
import { webPoints } from './points.js';
import { page } from './reply.js';
import type { WebFault } from './web-fault.js';

/** A publishing rule that sends clients to another host or from https to http; SOAP clients do not follow (observed). */
export const redirect = faultKind<WebFault>()({
  do: 'redirect',
  at: webPoints,
  schema: () =>
    z.strictObject({
      to: z
        .string()
        .regex(/^https?:\/\/[A-Za-z0-9.-]{1,253}(:\d{1,5})?(\/[^\s"<>]{0,1000})?$/, 'a URL of http or https')
        .describe('Where the client is sent; without a path, to the same one there.'),
      status: z.literal([301, 302, 303, 307, 308]).default(302),
    }),
  summary: 'Sends the client to another host or scheme.',
  example: { to: 'https://lyncweb2.contoso.test' },
  explain: ({ to, status }) => `The client is sent to ${to} with status ${status}.`,
  make: ({ to, status }) => ({
    refuse: ({ path, query }) => {
      const whole = /^https?:\/\/[^/]+$/.test(to) ? `${to}${path}${query === '' ? '' : `?${query}`}` : to;
      // The client's own path comes back to it in a header, so it must be one there.
      return page(status, 'The service has moved.', { Location: whole.replace(/[^\x21-\x7e]/g, '') });
    },
  }),
});
