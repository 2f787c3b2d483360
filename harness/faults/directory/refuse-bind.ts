import { z } from 'zod';
import { LdapResultCode } from '../../wire/ldap/index.js';
import { faultKind } from '../kind.js';
import type { LdapFault } from './directory-fault.js';

const results = ['invalidCredentials', 'unwillingToPerform', 'busy', 'unavailable', 'operationsError'] as const;

/** A locked account, a domain controller on its way down. */
export const refuseBind = faultKind<LdapFault>()({
  do: 'refuse-bind',
  at: ['directory.bind'],
  schema: () =>
    z.strictObject({ result: z.enum(results).default('invalidCredentials').describe('The result of the bind.') }),
  summary: 'Refuses every bind.',
  example: {},
  explain: ({ result }) => `The bind is refused with ${result}, whatever the credentials.`,
  make: ({ result }) => ({
    refuse: ({ operation }) =>
      operation.kind === 'bindRequest'
        ? [{ kind: 'bindResponse', code: LdapResultCode[result], matchedDn: '', message: '', referrals: [] }]
        : undefined,
  }),
});
