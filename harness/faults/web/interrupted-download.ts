import { z } from 'zod';
import { faultKind } from '../kind.js';
import { updateFilePoints } from './points.js';
import type { WebFault } from './web-fault.js';

/** A server that is restarted, or a line that breaks, in the middle of a download: the rest can be asked for by range. */
export const interruptedDownload = faultKind<WebFault>()({
  do: 'interrupted-download',
  at: updateFilePoints,
  schema: () =>
    z.strictObject({
      after: z.int().min(0).max(268_435_456).default(262_144).describe('Bytes of the file that are sent before.'),
      end: z.enum(['close', 'reset']).default('reset').describe('How the connection ends.'),
    }),
  summary: 'Ends the connection in the middle of a file.',
  example: {},
  explain: ({ after, end }) =>
    `The connection is ${end === 'close' ? 'closed' : 'reset'} after ${after} bytes of the file.`,
  make: ({ after, end }) => ({ delivery: { do: 'cut', after, end } }),
});
