import { z } from 'zod';
import { faultKind } from '../kind.js';
import { webPoints } from './points.js';
import type { CutAfter, WebFault } from './web-fault.js';

const moments: Readonly<Record<CutAfter, string>> = {
  nothing: 'instead of an answer',
  headers: 'after the headers of the answer',
  half: 'in the middle of the answer’s body',
};

/** A load balancer that takes a server out of its list, or a service restarted while it works. */
export const resetAnswer = faultKind<WebFault>()({
  do: 'reset',
  at: webPoints,
  schema: () =>
    z.strictObject({
      after: z
        .enum(['nothing', 'headers', 'half'])
        .default('half')
        .describe('What is sent before: nothing, headers alone, or half of the body.'),
    }),
  summary: 'Resets the connection in the middle of the answer.',
  example: {},
  explain: ({ after }) => `The connection is reset ${moments[after]}.`,
  make: ({ after }) => ({ delivery: { do: 'cut', after, end: 'reset' } }),
});
