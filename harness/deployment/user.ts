import type { Secret } from '../foundation/secret.js';

/** A person enabled for Lync. */
export interface User {
  /** Account name, e.g. `alice`. */
  readonly name: string;
  readonly displayName: string;
  /** SIP address without scheme, lower case: `alice@contoso.com`. */
  readonly sipAddress: string;
  /** Digits as dialled inside. */
  readonly extension: string;
  /** E.164 with plus. */
  readonly phoneNumber: string;
  readonly pin: Secret;
  readonly password: Secret;
}
