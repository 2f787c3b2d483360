import { z } from 'zod';
import { changeKind } from '../kind.js';
import { account } from './shapes.js';

export const unlockPin = changeKind({
  do: 'unlock-pin',
  summary: 'A user’s PIN is unlocked, as Unlock-CsClientPin does it.',
  schema: () => z.strictObject({ user: account }),
  example: { user: 'alice' },
  explain: ({ user }) => `the PIN of ${user} is unlocked`,
  calls: (body) => [{ request: 'POST /v1/pins/unlock', body }],
});
