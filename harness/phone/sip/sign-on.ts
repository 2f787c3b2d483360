import { HarnessError } from '../../foundation/errors/index.js';
import type { StepContext } from '../context.js';
import { connectTo, connectToAny } from './connect.js';
import type { RegistrarPlace } from './redirect.js';

/** A Director sends a user to the home pool once; more is a loop. */
export const MAX_REDIRECTS = 3;

/**
 * Registers over the open connection or a new one, and follows redirects to the home pool, where everything starts
 * again (MS-SIP 4.1). `first`: registrars to try before those the network names.
 * @throws HarnessError PHONE_NO_REGISTRAR, and those of connecting and of `Registration.register`
 */
export async function signOn(
  context: StepContext,
  sipAddress: string,
  first: readonly RegistrarPlace[] = [],
): Promise<'registered' | 'certificate-first'> {
  const { memory, registration } = context;
  const { current: present } = registration;
  const usable = present?.connection.open && present.disturbance === undefined;
  let current = usable ? present : await connectToAny(context, sipAddress, first);
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    registration.current = current;
    memory.registrar = current.connection.registrar;
    const outcome = await current.register();
    if (outcome.kind !== 'redirected') return outcome.kind;
    current.connection.close();
    current = await connectTo(context, outcome.to, sipAddress);
  }
  current.connection.close();
  throw new HarnessError('PHONE_NO_REGISTRAR', { detail: `redirected more than ${MAX_REDIRECTS} times.` });
}
