import { z } from 'zod';
import { faultKind } from '../kind.js';
import { webPoints } from './points.js';
import type { WebFault } from './web-fault.js';

/** A line that is all but dead: headers at once, then the body drop by drop. */
export const slowBody = faultKind<WebFault>()({
  do: 'slow-body',
  at: webPoints,
  schema: () =>
    z.strictObject({
      bytesPerSecond: z.number().min(0.1).max(1_000_000).describe('Of the body, by the scenario’s clock.'),
      every: z
        .number()
        .min(0.05)
        .max(60)
        .default(1)
        .describe('Seconds before each piece; 1 when absent. Longer pauses send larger pieces.'),
    }),
  summary: 'Sends the body slowly.',
  example: { bytesPerSecond: 100 },
  explain: ({ bytesPerSecond, every }) =>
    `The body comes at ${bytesPerSecond} bytes a second, a piece every ${every} seconds.`,
  make: ({ bytesPerSecond, every }) => ({
    delivery: { do: 'slow', pieceBytes: Math.max(1, Math.round(bytesPerSecond * every)), pauseMs: every * 1000 },
  }),
});
