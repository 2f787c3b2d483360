import type { ArmedFault } from '../plan.js';
import type { WebAsked, WebDelivery, WebFailing, WebFailure, WebFault, WebReply } from './web-fault.js';

/** An answer as the faults of its occasion make it. */
export interface DisturbedReply {
  readonly reply: WebReply;
  /** For the server to carry out, in order, each announcing itself when it is begun. */
  readonly deliveries: readonly { readonly delivery: WebDelivery; fired(): void }[];
}

/** The answer of the first fault that answers in place of the service. */
export function refusalBy(faults: readonly ArmedFault<WebFault>[], asked: WebAsked): WebReply | undefined {
  for (const { fired, made } of faults) {
    if (!('refuse' in made)) continue;
    fired();
    return made.refuse(asked);
  }
  return undefined;
}

/** How something behind the service fails, if it does. */
export function failureBy<W extends WebFailing>(
  faults: readonly ArmedFault<WebFault>[],
  what: W,
): Extract<WebFailure, { what: W }> | undefined {
  for (const { fired, made } of faults) {
    if (!('within' in made) || made.within.what !== what) continue;
    fired();
    // Compared above, which the compiler cannot carry over to a generic word.
    return made.within as Extract<WebFailure, { what: W }>;
  }
  return undefined;
}

/** Carries out the changes, and gathers what the server must do itself. */
export function disturbReply(
  reply: WebReply,
  faults: readonly ArmedFault<WebFault>[],
  asked: WebAsked,
): DisturbedReply {
  let changed = reply;
  const deliveries: { delivery: WebDelivery; fired(): void }[] = [];
  for (const { fired, made } of faults) {
    if ('delivery' in made) deliveries.push({ delivery: made.delivery, fired });
    if (!('change' in made)) continue;
    const after = made.change(changed, asked);
    if (after !== changed) fired();
    changed = after;
  }
  return { reply: changed, deliveries };
}
