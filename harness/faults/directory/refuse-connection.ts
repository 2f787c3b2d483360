import { z } from 'zod';
import { faultKind } from '../kind.js';
import type { LdapConnectionFault } from './directory-fault.js';

/** A firewall between the phones' network and the domain controllers. */
export const refuseLdapConnection = faultKind<LdapConnectionFault>()({
  do: 'refuse-connection',
  at: ['directory.connection'],
  schema: () => z.strictObject({}),
  summary: 'Resets the connection before anything is read.',
  example: {},
  explain: () => 'The domain controller resets the connection as soon as the phone has connected.',
  make: () => ({ ldapConnection: 'reset' }),
});
