import { z } from 'zod';
import { faultKind } from '../kind.js';
import type { LdapFault } from './directory-fault.js';
import { directoryPoints } from './points.js';

export const ldapReset = faultKind<LdapFault>()({
  do: 'reset',
  at: directoryPoints,
  schema: () => z.strictObject({}),
  summary: 'Resets the connection instead of an answer.',
  example: {},
  explain: () => 'The connection is reset instead of an answer.',
  make: () => ({ delivery: { do: 'reset' } }),
});
