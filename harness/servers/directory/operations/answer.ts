import { type DoneKind, type LdapOperation, LdapResultCode, type LdapResultName } from '../../../wire/ldap/index.js';

/** An LDAPResult of a kind by the name of its code. */
export function done(kind: DoneKind, result: LdapResultName, message = '', matchedDn = ''): LdapOperation {
  return { kind, code: LdapResultCode[result], matchedDn, message, referrals: [] };
}

/** As a domain controller refuses whoever has not bound (MS-ADTS, observed in public logs). */
export const NOT_BOUND_MESSAGE =
  '000004DC: LdapErr: DSID-0C090A5C, comment: In order to perform this operation a successful bind must be completed on the connection., data 0, v3839';
