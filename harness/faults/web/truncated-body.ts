import { z } from 'zod';
import { faultKind } from '../kind.js';
import { webPoints } from './points.js';
import type { WebFault } from './web-fault.js';

/** A proxy or a server that dies while it writes: with the right Content-Length the client cannot tell by HTTP alone. */
export const truncatedBody = faultKind<WebFault>()({
  do: 'truncated-body',
  at: webPoints,
  schema: () =>
    z.strictObject({
      contentLength: z
        .enum(['right', 'wrong'])
        .default('right')
        .describe('right: of the half that is sent. wrong: of the whole; the connection is closed after the half.'),
    }),
  summary: 'Sends half of the body.',
  example: { contentLength: 'wrong' },
  explain: ({ contentLength }) =>
    contentLength === 'right'
      ? 'Half of the body is sent, with the Content-Length of that half.'
      : 'Half of the body is sent, with the Content-Length of the whole, and the connection is closed.',
  make: ({ contentLength }) => (contentLength === 'right' ? { change: half } : { delivery: cut }),
});

const cut = { do: 'cut', after: 'half', end: 'close' } as const;

const half: Extract<WebFault, { change: unknown }>['change'] = (reply) => {
  const body = Buffer.from(reply.body ?? '');
  return body.length < 2 ? reply : { ...reply, body: body.subarray(0, Math.floor(body.length / 2)) };
};
