import { z } from 'zod';
import type { Interference } from '../../tls/interference.js';
import { faultKind } from '../kind.js';
import { tlsPoints } from './points.js';
import { stageSchema, stages } from './stage.js';

/** What a firewall does that dislikes the hello, or a Front End that knows none of its suites. */
export const reset = faultKind<Interference>()({
  do: 'reset',
  at: tlsPoints,
  schema: () => z.strictObject({ stage: stageSchema('client-hello') }),
  summary: 'Resets the connection (RST) at a stage of the handshake.',
  example: {},
  explain: ({ stage }) => `The server resets the connection ${stages[stage]}.`,
  make: ({ stage }) => ({ do: 'reset', at: stage }),
});
