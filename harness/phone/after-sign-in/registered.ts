import { HarnessError } from '../../foundation/errors/index.js';
import type { StepContext } from '../context.js';
import type { Registration } from '../sip/registration.js';

/** The registration of a phone that is signed in. @throws HarnessError PHONE_NOT_REGISTERED */
export function registered({ registration }: StepContext): Registration {
  const { current } = registration;
  if (!current?.signedIn) throw new HarnessError('PHONE_NOT_REGISTERED');
  return current;
}

/** Whether the registrar's 200 named the package in Allow-Events: clients ask for no other (observed of pidgin-sipe). */
export function offers({ registration }: StepContext, event: string): boolean {
  return registration.current?.granted?.terms.allowEvents.has(event.toLowerCase()) ?? false;
}

/**
 * Whether the registrar's 200 named the option in Supported, and the user's own services are there: clients ask for
 * neither contacts nor presence in survivable mode (MS-SIPREGE 3.1.1.5.1).
 */
export function supports(context: StepContext, option: string): boolean {
  return (context.registration.current?.granted?.terms.supported.has(option) ?? false) && hasUserServices(context);
}

export function hasUserServices({ registration }: StepContext): boolean {
  return registration.current?.granted?.terms.survivable === false;
}
