import { z } from 'zod';
import { changeKind } from '../kind.js';
import { registrarHost, registrarWords } from './shapes.js';

export const drain = changeKind({
  do: 'drain',
  summary: 'A Registrar refuses new sign-ins with 503 and a time to retry after, as before maintenance; null ends it.',
  schema: () =>
    z.strictObject({
      host: registrarHost,
      seconds: z.int().min(1).max(86_400).nullable().describe('Retry-After; null: sign-ins are taken again.'),
    }),
  example: { seconds: 60 },
  explain: ({ host, seconds }) =>
    seconds === null
      ? `${registrarWords(host)} takes sign-ins again`
      : `${registrarWords(host)} refuses new sign-ins for ${seconds} s at a time`,
  calls: ({ host, seconds }) => [{ request: 'POST /v1/front-end/draining', body: { host, seconds } }],
});
