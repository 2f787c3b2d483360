import { z } from 'zod';
import { faultKind } from '../kind.js';
import { webPoints } from './points.js';
import type { WebFault } from './web-fault.js';

/** The server did what was asked; only its answer is lost. */
export const drop = faultKind<WebFault>()({
  do: 'drop',
  at: webPoints,
  schema: () => z.strictObject({}),
  summary: 'Does not answer.',
  example: {},
  explain: () => 'The request is never answered; the connection stays open.',
  make: () => ({ delivery: { do: 'cut', after: 'nothing', end: 'silence' } }),
});
