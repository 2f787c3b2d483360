import { z } from 'zod';
import { changeKind } from '../kind.js';
import { account, registrarWords } from './shapes.js';

/** How the Registrar says it, and what it means for the user (MS-SIPREGE 4.1.3). */
const events = {
  rejected: 'disabled',
  unregistered: 'signed out',
  deactivated: 'moved to another server',
  'preferred-registrar-change': 'moved to another Registrar',
} as const;

export const deregister = changeKind({
  do: 'deregister',
  summary: 'A user’s registrations are ended by the Registrar: the user is disabled, moved, or signed out.',
  schema: () =>
    z.strictObject({
      user: account,
      event: z
        .enum(Object.keys(events) as [keyof typeof events, ...(keyof typeof events)[]])
        .describe('rejected disables the user; deactivated and preferred-registrar-change move him.'),
      to: z.enum(['front-end', 'front-end-2', 'backup']).optional().describe('Host the user is moved to.'),
    }),
  example: { user: 'alice', event: 'rejected' },
  explain: ({ event, to, user }) =>
    `${user} is ${events[event]}${to === undefined ? '' : `, to ${registrarWords(to)}`}, and the registrations end`,
  calls: (body) => [{ request: 'POST /v1/front-end/deregister', body }],
});
