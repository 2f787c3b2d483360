import type { SipResponse } from '../../wire/sip/index.js';
import type { ArmedFault } from '../plan.js';
import type { SignatureFault, SipDelivery, SipFault } from './sip-fault.js';

/** An answer as the faults of its occasion make it. */
export interface Disturbed {
  readonly response: SipResponse;
  /** How it is signed; undefined as it should be. */
  readonly signature: SignatureFault | undefined;
  readonly deliveries: readonly SipDelivery[];
  /** To be called for what only the signing can carry out. */
  signatureDone(): void;
}

/** Carries out the changes, and gathers what the server must do itself. */
export function disturb(response: SipResponse, faults: readonly ArmedFault<SipFault>[]): Disturbed {
  let changed = response;
  const deliveries: SipDelivery[] = [];
  let signature: SignatureFault | undefined;
  let signed = () => {};
  for (const fault of faults) {
    const { made } = fault;
    if ('change' in made) {
      const after = made.change(changed);
      if (after !== changed) fault.fired();
      changed = after;
    } else if ('signature' in made) {
      signature = made.signature;
      signed = () => fault.fired();
    } else {
      deliveries.push(made.delivery);
      fault.fired();
    }
  }
  return {
    response: changed,
    signature,
    deliveries,
    signatureDone: signed,
  };
}
