import { z } from 'zod';
import { faultKind } from '../kind.js';
import type { LdapFault } from './directory-fault.js';
import { directoryPoints } from './points.js';

export const ldapDrop = faultKind<LdapFault>()({
  do: 'drop',
  at: directoryPoints,
  schema: () => z.strictObject({}),
  summary: 'Does not answer.',
  example: {},
  explain: () => 'The request is never answered.',
  make: () => ({ delivery: { do: 'drop' } }),
});
