import type { User } from './user.js';

/**
 * The names one Windows account goes by beside `DOMAIN\name`, lower case: the account, the implicit principal name of the
 * domain (always good in Active Directory), and the explicit one, which is the SIP address unless the user has another.
 */
export function accountNames({ name, principalName, sipAddress }: User, dnsDomain: string): readonly string[] {
  const account = name.toLowerCase();
  return [account, `${account}@${dnsDomain.toLowerCase()}`, (principalName ?? sipAddress).toLowerCase()];
}
