import { z } from 'zod';
import { changeKind } from '../kind.js';
import { account } from './shapes.js';

export const revokeCertificate = changeKind({
  do: 'revoke-certificate',
  summary: 'The certificates a user’s devices got are revoked, as Revoke-CsClientCertificate does it.',
  schema: () => z.strictObject({ user: account }),
  example: { user: 'alice' },
  explain: ({ user }) => `the certificates of ${user} are revoked`,
  calls: (body) => [{ request: 'POST /v1/certificates/revoke', body }],
});
