import { HarnessError } from '../../foundation/errors/index.js';
import type { Step, StepContext } from '../context.js';
import { isDue, perform } from '../perform.js';
import { failureScreen } from '../sip/failure-screen.js';
import { placeOf, type RegistrarPlace } from '../sip/redirect.js';
import { RegistrarRefused } from '../sip/refusal.js';
import type { Disturbance } from '../sip/registration.js';
import { retryDelay } from '../sip/retry.js';
import { signOn } from '../sip/sign-on.js';
import { afterSignInSteps } from '../steps/index.js';
import { userAddress } from '../steps/register.js';
import { SwitchedOff } from '../waiting.js';
import { reconnectDelay } from './back-off.js';

/** What came of coming back. `given-up`: the registrar knows the user and does not take her any more. */
export type Reconnected = 'registered' | 'given-up' | 'out-of-time';

/** How long it goes on trying. */
export interface Patience {
  /** Clock milliseconds. */
  readonly until: number;
  /** Somebody touches the phone. */
  readonly used?: AbortSignal | undefined;
}

/**
 * Registers again after the registration ended on its own: a new connection and a new association for the same
 * endpoint, with longer and longer pauses in between. Where the registrar named another one, that is tried first; else
 * the last one, then those the network names (N08 of the field reports: the cached list first).
 */
export async function reconnect(
  context: StepContext,
  disturbance: Disturbance,
  { until, used }: Patience,
): Promise<Reconnected> {
  const { clock, screen } = context;
  screen.show('connecting');
  // A registrar that sends the phone elsewhere is not asked to wait for.
  let delay = disturbance.kind === 'connection-lost' ? reconnectDelay(1) : 0;
  for (let attempt = 1; ; attempt++) {
    const tooLong = clock.elapsed() + delay > until;
    await pause(clock, tooLong ? until - clock.elapsed() : delay, used);
    if (tooLong || used?.aborted) return 'out-of-time';
    const failure = await perform(registerAnew(firstPlaces(context, disturbance)), context);
    if (failure === undefined) {
      screen.show('signedIn');
      for (const step of afterSignInSteps(context.model)) if (isDue(step, context)) await perform(step, context);
      return 'registered';
    }
    context.registration.current?.connection.close();
    if (isFinal(failure)) {
      const name = failureScreen(context, failure);
      if (name) screen.show(name);
      return 'given-up';
    }
    delay = retryDelay(failure) ?? reconnectDelay(attempt + 1);
  }
}

/** Ends sooner where somebody touches the phone. */
async function pause(clock: StepContext['clock'], ms: number, used?: AbortSignal): Promise<void> {
  try {
    await clock.sleep(ms, used);
  } catch (error) {
    if (!used?.aborted || error instanceof SwitchedOff) throw error;
  }
}

function registerAnew(first: readonly RegistrarPlace[]): Step {
  return {
    name: 're-register',
    essential: false,
    async run(context) {
      const outcome = await signOn(context, userAddress(context), first);
      if (outcome === 'registered') return `at ${context.memory.registrar}`;
      throw new HarnessError('PHONE_NOT_REGISTERED');
    },
  };
}

function firstPlaces({ memory }: StepContext, disturbance: Disturbance): RegistrarPlace[] {
  const notice = disturbance.kind === 'deregistered' ? disturbance.notice : undefined;
  // The user moved: where to is for the network to say.
  if (notice?.event === 'deactivated') return [];
  const last = placeOf(`sip:${memory.registrar ?? ''}`);
  return [notice?.registrar, last].filter((place) => place !== undefined);
}

/** Refusals that do not pass by themselves. */
function isFinal(error: HarnessError): boolean {
  return error instanceof RegistrarRefused && [401, 403, 404].includes(error.status);
}
