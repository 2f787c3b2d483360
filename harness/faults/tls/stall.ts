import { z } from 'zod';
import type { Interference } from '../../tls/interference.js';
import { faultKind } from '../kind.js';
import { tlsPoints } from './points.js';
import { stageSchema, stages } from './stage.js';

/** A server that hangs: it keeps the connection open and says nothing more, until the phone gives up. */
export const stall = faultKind<Interference>()({
  do: 'stall',
  at: tlsPoints,
  schema: () => z.strictObject({ stage: stageSchema('client-hello') }),
  summary: 'Falls silent and keeps the connection open.',
  example: {},
  explain: ({ stage }) => `The server falls silent ${stages[stage]}, and keeps the connection open.`,
  make: ({ stage }) => ({ do: 'stall', at: stage }),
});
