import type { LdapResultName } from '../../../wire/ldap/index.js';

/** Why a bind failed: the word in the journal, and the number Windows puts into the text (Win32 error codes). */
const problems = {
  'unknown-user': '525',
  'wrong-password': '52e',
  'user-disabled': '533',
  'account-locked': '775',
} as const;

export type AccountProblem = keyof typeof problems;

/** What the client gets, and what the journal says. */
export interface BindRefusal {
  readonly result: LdapResultName;
  readonly message: string;
  readonly problem: string;
}

/** As a domain controller words it (observed in public logs). */
export function accountRefusal(problem: AccountProblem): BindRefusal {
  const message = `80090308: LdapErr: DSID-0C090400, comment: AcceptSecurityContext error, data ${problems[problem]}, v1db1`;
  return { result: 'invalidCredentials', message, problem };
}

export function refusal(result: LdapResultName, problem: string, message: string): BindRefusal {
  return { result, message, problem };
}
