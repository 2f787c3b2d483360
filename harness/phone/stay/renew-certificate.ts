import { registered } from '../after-sign-in/registered.js';
import type { StepContext } from '../context.js';
import { perform } from '../perform.js';
import { certificateSteps } from '../steps/index.js';
import type { Duty } from './duty.js';
import { certificateEnd } from './reauthenticate.js';

/** A certificate that ends sooner is renewed (observed of another client). */
export const CERTIFICATE_RESERVE_MS = 3_600_000;
/** Between tries to renew it (inferred). */
export const RENEWAL_RETRY_MS = 10 * 60_000;

/** A new certificate before the old one ends, from the same services, and a new association with it. */
export class RenewCertificate implements Duty {
  readonly name = 'renew-certificate';
  #notBefore = 0;

  dueAt(context: StepContext): number | undefined {
    const end = certificateEnd(context);
    return Number.isFinite(end) ? Math.max(end - CERTIFICATE_RESERVE_MS, this.#notBefore) : undefined;
  }

  async run(context: StepContext): Promise<string> {
    this.#notBefore = context.clock.elapsed() + RENEWAL_RETRY_MS;
    for (const step of certificateSteps) {
      const failure = await perform(step, context);
      if (failure === undefined) continue;
      // Still signed in: the steps show what they show at sign-in.
      context.screen.show('signedIn');
      throw failure;
    }
    await registered(context).register();
    return `until ${context.memory.certificate?.notAfter.toISOString()}`;
  }
}
