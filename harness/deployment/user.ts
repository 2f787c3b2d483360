import type { Secret } from '../foundation/secret.js';
import type { HostName } from './host.js';
import type { PinState } from './web-ticket.js';

/** A person enabled for Lync. */
export interface User {
  /** Account name, e.g. `alice`. */
  readonly name: string;
  readonly displayName: string;
  /** User principal name where it is not the SIP address. */
  readonly principalName?: string;
  /** SIP address without scheme, lower case: `alice@contoso.com`. */
  readonly sipAddress: string;
  /** Digits as dialled inside. */
  readonly extension: string;
  /** E.164 with plus. */
  readonly phoneNumber: string;
  readonly pin: Secret;
  /** `set` when absent. */
  readonly pinState?: PinState;
  readonly password: Secret;
  /** True: the account is locked out of the domain, after too many wrong passwords. */
  readonly accountLocked?: boolean;
  /** False: Disable-CsUser, or the account is disabled in Active Directory. */
  readonly enabled: boolean;
  /** Host of the home pool, `front-end` for this one. */
  readonly home: HostName;
  /** False: the external access policy keeps the user from signing in through the Edge. */
  readonly remoteAccess?: boolean;
}
