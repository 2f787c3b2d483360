import { HarnessError } from '../../foundation/errors/index.js';
import type { Step, StepContext } from '../context.js';
import { autodiscoverHost } from '../exchange/discover.js';
import { trustedAuthorities } from '../exchange/trusted-authorities.js';
import { visitExchange } from '../exchange/visit.js';
import { isDue, perform } from '../perform.js';

/**
 * Exchange, where in-band provisioning or DNS tells of one: calendar and voice mail, by the user's password. A phone that
 * was signed in by PIN has none and never asks (field reports). Before the update check: order of a trace.
 */
export const exchange: Step = {
  name: 'exchange',
  essential: false,
  due: ({ typed }) => typed.signIn !== 'pin',
  async run(context) {
    const { typed } = context;
    if (typed.signIn === 'pin') return 'not without a password';
    if (!(await isToldOf(context, autodiscoverHost(typed)))) return 'there is none';
    if (isDue(trustedAuthorities, context)) await perform(trustedAuthorities, context);
    return await visitExchange(context, typed);
  },
};

async function isToldOf({ memory, resolver }: StepContext, name: string): Promise<boolean> {
  if (memory.provisioned?.exchangeUrl !== undefined) return true;
  try {
    return (await resolver.addresses(name)).length > 0;
  } catch (error) {
    if (error instanceof HarnessError) return false;
    throw error;
  }
}
