import { registered } from '../after-sign-in/registered.js';
import type { Duty } from './duty.js';

/** How long before its end a registration is refreshed (observed of pidgin-sipe). */
export const REFRESH_RESERVE_MS = 30_000;

/** The signed REGISTER again, before the registration ends; a short one is refreshed at its half. */
export const refresh: Duty = {
  name: 'refresh',
  dueAt: ({ registration }) => {
    const granted = registration.current?.granted;
    if (granted === undefined) return undefined;
    const { expiresMs } = granted.terms;
    return granted.at + Math.max(expiresMs / 2, expiresMs - REFRESH_RESERVE_MS);
  },
  run: async (context) => {
    const registration = registered(context);
    const before = registration.secured?.association;
    const outcome = await registration.refresh();
    if (outcome.kind === 'redirected') registration.disturb({ kind: 'binding-lost' });
    if (registration.secured?.association !== before) return 'the registrar had lost the association: made anew';
    return `for ${(registration.granted?.terms.expiresMs ?? 0) / 1000} s`;
  },
};
