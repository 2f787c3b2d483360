import { z } from 'zod';
import { type BindRequest, LdapResultCode } from '../../wire/ldap/index.js';
import { faultKind } from '../kind.js';
import type { LdapFault } from './directory-fault.js';

/** "Domain controller: LDAP server signing requirements" was set to "Require signing" by a hardening guide. */
export const signingRequired = faultKind<LdapFault>()({
  do: 'signing-required',
  at: ['directory.bind'],
  schema: () => z.strictObject({}),
  summary: 'Refuses binds on connections that are not protected: signing is required.',
  example: {},
  explain: () => 'The domain controller refuses the bind, for what follows would not be signed.',
  make: () => ({
    refuse: ({ isProtected, operation }) =>
      isProtected || operation.kind !== 'bindRequest' || isAnonymous(operation)
        ? undefined
        : [
            {
              kind: 'bindResponse',
              code: LdapResultCode.strongerAuthRequired,
              matchedDn: '',
              message: SIGNING_REQUIRED_MESSAGE,
              referrals: [],
            },
          ],
  }),
});

/** As Windows Server words it (from memory of such logs; unconfirmed). */
export const SIGNING_REQUIRED_MESSAGE =
  '00002028: LdapErr: DSID-0C090276, comment: The server requires binds to turn on integrity checking if SSL\\TLS are not already active on the connection, data 0, v2580';

function isAnonymous({ credentials, name }: BindRequest): boolean {
  return name === '' && credentials.method === 'simple' && credentials.password.length === 0;
}
