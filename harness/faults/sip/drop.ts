import { z } from 'zod';
import { faultKind } from '../kind.js';
import { sipPoints } from './points.js';
import type { SipFault } from './sip-fault.js';

/** The server did what was asked; only its answer is lost. */
export const drop = faultKind<SipFault>()({
  do: 'drop',
  at: sipPoints,
  schema: () => z.strictObject({}),
  summary: 'Does not answer.',
  example: {},
  explain: () => 'The request is never answered.',
  make: () => ({ delivery: { do: 'drop' } }),
});
