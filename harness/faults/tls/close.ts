import { z } from 'zod';
import type { Interference } from '../../tls/interference.js';
import { faultKind } from '../kind.js';
import { tlsPoints } from './points.js';
import { stageSchema, stages } from './stage.js';

/** FIN without a word. */
export const close = faultKind<Interference>()({
  do: 'close',
  at: tlsPoints,
  schema: () => z.strictObject({ stage: stageSchema('client-hello') }),
  summary: 'Closes the connection (FIN) without an alert, at a stage of the handshake.',
  example: {},
  explain: ({ stage }) => `The server closes the connection without an alert ${stages[stage]}.`,
  make: ({ stage }) => ({ do: 'close', at: stage }),
});
