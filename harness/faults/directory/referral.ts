import { z } from 'zod';
import { LdapResultCode } from '../../wire/ldap/index.js';
import { faultKind } from '../kind.js';
import type { LdapFault } from './directory-fault.js';

/** The configuration is another server's, as where the search began in the wrong naming context. */
export const ldapReferral = faultKind<LdapFault>()({
  do: 'referral',
  at: ['directory.search'],
  schema: () =>
    z.strictObject({
      to: z
        .string()
        .regex(/^ldap:\/\/[^\s"]{1,500}$/, 'an address like ldap://dc02.contoso.test/CN=Configuration,DC=contoso')
        .default('ldap://dc99.contoso.test/')
        .describe('Where the client is sent.'),
    }),
  summary: 'Sends the client to another server instead of an answer.',
  example: {},
  explain: ({ to }) => `The search is answered with a referral to ${to}.`,
  make: ({ to }) => ({
    refuse: ({ operation }) =>
      operation.kind === 'searchRequest'
        ? [
            {
              kind: 'searchResultDone',
              code: LdapResultCode.referral,
              matchedDn: '',
              message: '0000202B: RefErr: DSID-0310084A, data 0, 1 access points',
              referrals: [to],
            },
          ]
        : undefined,
  }),
});
