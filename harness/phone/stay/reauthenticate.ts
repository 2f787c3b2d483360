import { registered } from '../after-sign-in/registered.js';
import type { StepContext } from '../context.js';
import type { Duty } from './duty.js';

/** Life of a security association, unless the certificate ends sooner (MS-SIPAE 3.2.2). */
export const ASSOCIATION_MS = 8 * 3_600_000;
/** How long before its end the association is made anew, at least (MS-SIPAE 3.2.2). */
export const ASSOCIATION_RESERVE_MS = 5 * 60_000;

/** A new security association before the old one ends, by a REGISTER without credentials (MS-SIPAE 3.2.2). */
export const reauthenticate: Duty = {
  name: 're-authenticate',
  dueAt: (context) => {
    const secured = context.registration.current?.secured;
    if (secured === undefined) return undefined;
    const end = Math.min(secured.madeAt + ASSOCIATION_MS, certificateEnd(context));
    return Math.max(end - ASSOCIATION_RESERVE_MS, secured.madeAt + ASSOCIATION_RESERVE_MS);
  },
  run: async (context) => {
    const registration = registered(context);
    const outcome = await registration.register();
    if (outcome.kind !== 'registered') registration.disturb({ kind: 'binding-lost' });
    return `by ${registration.secured?.scheme}`;
  },
};

/** In clock milliseconds; only of a certificate that authenticates the phone. */
export function certificateEnd({ clock, date, memory, registration }: StepContext): number {
  const { certificate } = memory;
  if (certificate === undefined || registration.current?.secured?.scheme !== 'TLS-DSK') return Number.POSITIVE_INFINITY;
  return clock.elapsed() + certificate.notAfter.getTime() - date.now().getTime();
}
