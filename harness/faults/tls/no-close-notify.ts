import { z } from 'zod';
import type { Interference } from '../../tls/interference.js';
import { faultKind } from '../kind.js';
import { tlsPoints } from './points.js';

/** What many servers do, and what a truncation attack looks like. */
export const noCloseNotify = faultKind<Interference>()({
  do: 'no-close-notify',
  at: tlsPoints,
  schema: () => z.strictObject({}),
  summary: 'Ends a used connection without close_notify.',
  example: {},
  explain: () =>
    'The server ends the connection without a close_notify; TLS 1.3 hides that alert, so there it cannot be kept back.',
  make: () => ({ do: 'no-close-notify' }),
});
