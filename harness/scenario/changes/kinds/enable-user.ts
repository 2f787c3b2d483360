import { z } from 'zod';
import { changeKind } from '../kind.js';
import { account } from './shapes.js';

export const enableUser = changeKind({
  do: 'enable-user',
  summary: 'A user who was disabled while it runs is enabled again.',
  schema: () => z.strictObject({ user: account }),
  example: { user: 'alice' },
  explain: ({ user }) => `${user} is enabled again`,
  calls: (body) => [{ request: 'POST /v1/front-end/enable', body }],
});
