import type { SipResponse } from '../../wire/sip/index.js';

/** What is done to one answer of the Front End; the server carries it out, the signature included. */
export type SipFault =
  /** The answer instead, before it is signed. The same object when there is nothing to change: then it did not fire. */
  | { readonly change: (response: SipResponse) => SipResponse }
  /** `none`: unsigned; `stale`: with a number already used; `broken`: one bit of it wrong. */
  | { readonly signature: SignatureFault }
  /** What becomes of the finished bytes. */
  | { readonly delivery: SipDelivery };

export type SignatureFault = 'none' | 'stale' | 'broken';

export type SipDelivery =
  | { readonly do: 'delay'; readonly ms: number }
  | { readonly do: 'drop' | 'reset' | 'close' }
  /** Follows the answer at once, in the same write. */
  | { readonly do: 'append'; readonly bytes: Buffer };
