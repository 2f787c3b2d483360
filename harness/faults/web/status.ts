import { z } from 'zod';
import { faultKind } from '../kind.js';
import { webPoints } from './points.js';
import { LINE, page } from './reply.js';
import type { WebFault } from './web-fault.js';

/** A site that is stopped, overloaded or closed to the client. Nothing of what was asked is done. */
export const status = faultKind<WebFault>()({
  do: 'status',
  at: webPoints,
  schema: () =>
    z.strictObject({
      status: z.int().min(400).max(599).describe('Status code.'),
      text: z.string().regex(LINE, 'one line of plain text').default('The service is unavailable.'),
      retryAfter: z.int().min(0).max(86_400).optional().describe('Retry-After, in seconds.'),
    }),
  summary: 'Answers with a status of the web server instead of the service’s answer.',
  example: { status: 503, retryAfter: 60 },
  explain: ({ status: code, retryAfter }) =>
    `The answer is a page with status ${code}${
      retryAfter === undefined ? '' : `, to be tried again after ${retryAfter} seconds`
    }.`,
  make: ({ status: code, text, retryAfter }) => ({
    refuse: () => page(code, text, retryAfter === undefined ? undefined : { 'Retry-After': String(retryAfter) }),
  }),
});
