import { z } from 'zod';
import { faultKind } from '../kind.js';
import { webPoints } from './points.js';
import type { WebFault } from './web-fault.js';

/** A proxy that names every answer alike. */
export const wrongContentType = faultKind<WebFault>()({
  do: 'wrong-content-type',
  at: webPoints,
  schema: () =>
    z.strictObject({
      type: z
        .string()
        .regex(/^[\w.+-]+\/[\w.+-]+(; ?[\w-]+=[\w.-]+)*$/, 'a media type')
        .default('text/html')
        .describe('Content-Type of the answer; text/html when absent.'),
    }),
  summary: 'Gives the answer another Content-Type.',
  example: {},
  explain: ({ type }) => `The answer is the right one, and is called ${type}.`,
  make: ({ type }) => ({
    change: (reply) =>
      reply.contentType === undefined || reply.contentType === type ? reply : { ...reply, contentType: type },
  }),
});
