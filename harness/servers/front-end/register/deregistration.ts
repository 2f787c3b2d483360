import { type Host, registrarUri } from '../../../deployment/index.js';
import type { ServerRequest } from '../dialogs/server-requests.js';
import { userDisabledDiagnostics } from '../refusals.js';

/** Why a Registrar ends a registration by itself (MS-SIPREGE 3.2). */
export const deregistrationEvents = {
  unregistered: 'The user has more endpoints than allowed, or signed in elsewhere.',
  rejected: 'The user was disabled.',
  deactivated: 'The user was moved to another server.',
  'preferred-registrar-change': 'The user was moved to another Registrar, which is named.',
} as const;

export type DeregistrationEvent = keyof typeof deregistrationEvents;

/**
 * The NOTIFY that ends a registration, in its implicit dialog (MS-SIPREGE 4.1.3). `registrar` is where to register
 * instead (P-Preferred-Registrar, MS-SIPREGE 2.2.1.8); it goes only with the event that names one.
 */
export function deregistration(event: DeregistrationEvent, registrar: Host | undefined): ServerRequest {
  return {
    method: 'NOTIFY',
    headers: [
      { name: 'Event', value: 'registration-notify' },
      { name: 'subscription-state', value: 'terminated;expires=0' },
      ...(event === 'rejected' ? [userDisabledDiagnostics] : []),
      ...(event === 'preferred-registrar-change' && registrar !== undefined
        ? [{ name: 'P-Preferred-Registrar', value: registrarUri(registrar) }]
        : []),
    ],
    body: { type: 'text/registration-event', text: `deregistered;event=${event}` },
  };
}
