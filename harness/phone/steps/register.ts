import { HarnessError } from '../../foundation/errors/index.js';
import type { Step, StepContext } from '../context.js';
import { sipAddressOf } from '../identity.js';
import { failureScreen } from '../sip/failure-screen.js';
import { MAX_SIGN_IN_RETRIES, retryDelay } from '../sip/retry.js';
import { signOn } from '../sip/sign-on.js';

export { MAX_REDIRECTS } from '../sip/sign-on.js';

/**
 * Finds the registrar, connects by TLS, and registers with what the phone has: the user's certificate, else the
 * password. Where neither will do it ends with the challenge, which says where to get a certificate, and runs again
 * afterwards.
 */
export const register: Step = {
  name: 'register',
  essential: true,
  async run(context) {
    const { registration, screen } = context;
    screen.show('connecting');
    const sipAddress = userAddress(context);
    try {
      const outcome = await withRetries(context, sipAddress);
      if (settled(context)) screen.show('signedIn');
      return outcome;
    } catch (error) {
      registration.current?.connection.close();
      const name = failureScreen(context, error);
      if (name) screen.show(name);
      throw error;
    }
  },
};

/** Whether the registration stands as it shall: phones that need a certificate go on to get one. */
export function settled({ model, registration }: StepContext): boolean {
  const { current } = registration;
  if (!current?.signedIn) return false;
  return model.authentication.certificate === 'wanted' || current.secured?.scheme === 'TLS-DSK';
}

/** The user's SIP address: learnt with the web ticket, or typed. */
export function userAddress({ memory, typed }: StepContext): string {
  return memory.sipAddress ?? (typed.signIn !== 'pin' ? sipAddressOf(typed.sipAddress) : '');
}

async function withRetries(context: StepContext, sipAddress: string): Promise<string> {
  const { clock, memory, registration } = context;
  for (let retries = 0; ; retries++) {
    try {
      const outcome = await signOn(context, sipAddress);
      if (outcome === 'registered') {
        memory.sipAddress = sipAddress;
        if (memory.reached) memory.lastRegistrar = memory.reached;
        // What was discovered is forgotten then (documented).
        context.resolver.forget();
        delete memory.discovered;
        return `${sipAddress} at ${memory.registrar} by ${registration.current?.secured?.scheme}`;
      }
      return `${memory.registrar} asks for a certificate from ${memory.certificateService}`;
    } catch (error) {
      const delay = error instanceof HarnessError ? retryDelay(error) : undefined;
      if (delay === undefined || retries >= MAX_SIGN_IN_RETRIES) throw error;
      registration.current?.connection.close();
      await clock.sleep(delay);
    }
  }
}
