import { registered } from '../after-sign-in/registered.js';
import type { StepContext } from '../context.js';
import type { Duty } from './duty.js';

/** How long before its end a subscription is refreshed (observed of pidgin-sipe). */
export const SUBSCRIPTION_RESERVE_MS = 120_000;

/** Refreshes the subscription that ends next, in its dialog. */
export const resubscribe: Duty = {
  name: 'resubscribe',
  dueAt: (context) => {
    const next = nextEnding(context);
    return next === undefined ? undefined : Math.max(next.at - SUBSCRIPTION_RESERVE_MS, next.askedAt + LEAST_MS);
  },
  run: async (context) => {
    const next = nextEnding(context);
    if (next === undefined) return undefined;
    await registered(context).subscriptions.refresh(next.subscription);
    return next.subscription.event;
  },
};

/** Between two requests for one subscription, however short the server makes it (inferred). */
const LEAST_MS = 30_000;

function nextEnding({ registration }: StepContext) {
  return registration.current?.subscriptions.ending[0];
}
