import type { User } from '../../deployment/index.js';
import { type Refusal, unknownUser } from './refusals.js';

/** Why an account that authenticated may not use the server. */
export interface AccountRefusal {
  readonly refusal: Refusal;
  readonly problem: 'unknown-user' | 'user-disabled';
}

/** ErrorId and text as in the notice to a client whose user was disabled (MS-SIPREGE 4.1.3); in a 403 it is inferred. */
const userDisabled: Refusal = {
  status: 403,
  reason: 'Forbidden',
  errorId: 4141,
  text: 'User disabled',
  public: true,
};

/** The account if it may use the server: deployed, and not disabled. */
export function permittedAccount(account: User | undefined): { readonly account: User } | AccountRefusal {
  if (!account) return { refusal: unknownUser, problem: 'unknown-user' };
  return account.enabled ? { account } : { refusal: userDisabled, problem: 'user-disabled' };
}
