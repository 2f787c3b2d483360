import { z } from 'zod';
import { changeKind } from '../kind.js';
import { account } from './shapes.js';

export const lockPin = changeKind({
  do: 'lock-pin',
  summary: 'A user’s PIN is locked, as Lock-CsClientPin does it.',
  schema: () => z.strictObject({ user: account }),
  example: { user: 'alice' },
  explain: ({ user }) => `the PIN of ${user} is locked`,
  calls: (body) => [{ request: 'POST /v1/pins/lock', body }],
});
