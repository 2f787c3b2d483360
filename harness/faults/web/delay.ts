import { z } from 'zod';
import { faultKind } from '../kind.js';
import { webPoints } from './points.js';
import type { WebFault } from './web-fault.js';

/** What a real phone's patience is, is not known. */
export const delay = faultKind<WebFault>()({
  do: 'delay',
  at: webPoints,
  schema: () =>
    z.strictObject({
      seconds: z.number().min(0.001).max(3600).describe('Seconds of scenario time.'),
    }),
  summary: 'Answers late.',
  example: { seconds: 90 },
  explain: ({ seconds }) => `The answer comes ${seconds} seconds late.`,
  make: ({ seconds }) => ({ delivery: { do: 'delay', ms: seconds * 1000 } }),
});
