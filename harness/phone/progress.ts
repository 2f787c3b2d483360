import type { PhoneFailure, PhoneState } from './state.js';

/** How far a phone has come since it was switched on. */
export interface Progress {
  step: string;
  outcome: PhoneState['outcome'];
  failure: PhoneFailure | undefined;
}

export function switchedOff(): Progress {
  return { step: 'off', outcome: undefined, failure: undefined };
}
