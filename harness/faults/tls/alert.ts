import { z } from 'zod';
import type { Interference } from '../../tls/interference.js';
import { type AlertName, alertNames } from '../../wire/tls/index.js';
import { faultKind } from '../kind.js';
import { tlsPoints } from './points.js';
import { stageSchema, stages } from './stage.js';

/** An alert of choice. Alerts go in the clear, so that none can be sent once the handshake is over. */
export const alert = faultKind<Interference>()({
  do: 'alert',
  at: tlsPoints,
  schema: () =>
    z.strictObject({
      alert: z
        .enum(Object.values(alertNames) as [AlertName, ...AlertName[]])
        .describe('Name of the alert as in RFC 5246 and later ones, such as handshake_failure.'),
      level: z
        .enum(['warning', 'fatal'])
        .default('fatal')
        .describe('A fatal alert closes the connection; after a warning the handshake goes on.'),
      stage: stageSchema('client-hello', ['connection', 'client-hello', 'certificate', 'finished']),
    }),
  summary: 'Sends an alert of choice at a stage of the handshake.',
  example: { alert: 'handshake_failure' },
  explain: ({ alert: name, level, stage }) =>
    level === 'fatal'
      ? `The server sends the fatal alert ${name} ${stages[stage]}, and closes the connection.`
      : `The server sends the warning ${name} ${stage === 'finished' ? 'before its own Finished' : stages[stage]}, and goes on.`,
  make: ({ alert: name, level, stage }) => ({ do: 'alert', at: stage, alert: name, level }),
});
