import { z } from 'zod';
import { faultKind } from '../kind.js';
import type { LdapConnectionFault } from './directory-fault.js';

/** A domain controller that hangs: its kernel takes the connection, and nobody reads it. */
export const ldapSilence = faultKind<LdapConnectionFault>()({
  do: 'silence',
  at: ['directory.connection'],
  schema: () => z.strictObject({}),
  summary: 'Takes the connection and never answers on it.',
  example: {},
  explain: () => 'The domain controller takes the connection and never says a word.',
  make: () => ({ ldapConnection: 'silence' }),
});
