import type { EmulatedPhone } from './phone.js';
import type { PhoneState } from './state.js';

/**
 * What a person does at a phone that is on. `reboot`: by its menu, so that it takes its leave of the registrar.
 * `power-cycle`: the cable is pulled and plugged in. After a reset the same person types the same again.
 */
export const phoneActions = ['reboot', 'power-cycle', 'sign-out', 'soft-reset', 'factory-reset'] as const;
export type PhoneAction = (typeof phoneActions)[number];

/**
 * Does it, and waits until the phone has come to rest again.
 * @throws HarnessError as `EmulatedPhone.powerOn`; of `sign-out`, when the registrar does not confirm it
 */
export async function act(phone: EmulatedPhone, action: PhoneAction, signal?: AbortSignal): Promise<PhoneState> {
  switch (action) {
    case 'reboot':
      return await phone.reboot(signal);
    case 'power-cycle':
      return await phone.powerOn(signal);
    case 'sign-out':
      await phone.signOut();
      return phone.state;
    case 'soft-reset':
      await phone.softReset();
      return await phone.powerOn(signal);
    case 'factory-reset':
      await phone.factoryReset();
      return await phone.powerOn(signal);
  }
}
