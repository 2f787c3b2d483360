import type { ArmedFault } from '../plan.js';
import type { LdapAnswer, LdapAsked, LdapDelivery, LdapFault } from './directory-fault.js';

/** An answer as the faults of its occasion make it. */
export interface DisturbedLdap {
  readonly answer: LdapAnswer;
  /** For the server to carry out, in order, each announcing itself when it is begun. */
  readonly deliveries: readonly { readonly delivery: LdapDelivery; fired(): void }[];
}

/** The answer of the first fault that answers in place of the server. */
export function ldapRefusalBy(faults: readonly ArmedFault<LdapFault>[], asked: LdapAsked): LdapAnswer | undefined {
  for (const { fired, made } of faults) {
    const refusal = 'refuse' in made ? made.refuse(asked) : undefined;
    if (!refusal) continue;
    fired();
    return refusal;
  }
  return undefined;
}

/** Carries out the changes, and gathers what the server must do itself. */
export function disturbLdap(
  answer: LdapAnswer,
  faults: readonly ArmedFault<LdapFault>[],
  asked: LdapAsked,
): DisturbedLdap {
  let changed = answer;
  const deliveries: { delivery: LdapDelivery; fired(): void }[] = [];
  for (const { fired, made } of faults) {
    if ('delivery' in made) deliveries.push({ delivery: made.delivery, fired });
    if (!('change' in made)) continue;
    const after = made.change(changed, asked);
    if (after !== changed) fired();
    changed = after;
  }
  return { answer: changed, deliveries };
}
