import type { LikelyMistake } from '../sip-signature/index.js';

/** Why a message was not accepted. */
export type SignatureProblem = 'missing' | 'wrong-association' | 'bad-signature' | 'replayed';

export type SignatureCheck =
  | { readonly ok: true; readonly number: number }
  | {
      readonly ok: false;
      readonly problem: SignatureProblem;
      /** The string this side would have signed, to lay beside the peer's. */
      readonly expectedString?: string;
      /** The string the peer did sign, where it is found among the likely ones. */
      readonly signedInstead?: LikelyMistake;
    };
