import type { Clock } from '../../foundation/clock/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import type { Journal } from '../../journal/index.js';
import { act, type EmulatedPhone, type PhoneState, type TypedCredentials } from '../../phone/index.js';
import { durationMs } from '../schema/duration.js';
import type { PhoneSpec } from '../schema/phone.js';

export interface Usage {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly limit: AbortSignal;
  /** How long after the start it is switched on; at once when absent. */
  readonly powerOn?: string | undefined;
  /** What a person types, or the tethered PC hands over, for a way to sign in. */
  typed(spec: PhoneSpec): TypedCredentials;
}

/**
 * What becomes of a scenario's phone: it is switched on, loses power where that is said, stays, is used, and is without
 * power for a while; each where the scenario says so, in this order.
 * @throws HarnessError USAGE for a power loss that never came
 */
export async function usePhone(
  phone: EmulatedPhone,
  spec: PhoneSpec,
  { clock, journal, limit, powerOn, typed }: Usage,
): Promise<PhoneState> {
  const { afterwards = [], off, powerLossAt, stay } = spec;
  if (powerOn !== undefined) await clock.sleep(durationMs(powerOn), limit);
  if (powerLossAt !== undefined) await losePower(phone, powerLossAt, journal, limit);
  let state = await phone.powerOn(limit);
  if (stay !== undefined) state = await phone.stay(durationMs(stay), limit);
  for (const action of afterwards) {
    if (typeof action === 'string') state = await act(phone, action, limit);
    else
      state = await phone.signInWith(typed({ ...spec, signIn: action.signIn, user: action.user ?? spec.user }), limit);
  }
  if (off === undefined) return state;
  await phone.close();
  await clock.sleep(durationMs(off), limit);
  return await phone.powerOn(limit);
}

/** A boot that ends where the step begins, without a word to anybody. */
async function losePower(phone: EmulatedPhone, step: string, journal: Journal, limit: AbortSignal): Promise<void> {
  let lost = false;
  const { mac } = phone.state;
  const unsubscribe = journal.subscribe((event) => {
    if (event.type !== 'phone.step' || event.device !== mac || event.step !== step || event.state !== 'started') return;
    lost = true;
    void phone.close();
  });
  try {
    await phone.powerOn(limit);
  } catch (error) {
    if (!lost || !(error instanceof HarnessError) || error.code !== 'PHONE_SWITCHED_OFF') throw error;
  } finally {
    unsubscribe();
  }
  if (!lost) throw new HarnessError('USAGE', { detail: `phone.powerLossAt: the phone never came to the step ${step}` });
}
