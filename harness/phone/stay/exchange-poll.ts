import { visitExchange } from '../exchange/visit.js';
import type { Duty } from './duty.js';

/** Minutes between questions for voice mail, where provisioning does not say (default of Set-CsUCPhoneConfiguration). */
const DEFAULT_POLL_MINUTES = 3;

/** Exchange is asked again every few minutes, once the phone found one; 0 minutes: never (ucExchangeMWIPoll). */
export const exchangePoll: Duty = {
  name: 'exchange-poll',
  dueAt: ({ memory }) => {
    const minutes = memory.provisioned?.voiceMailPollMinutes ?? DEFAULT_POLL_MINUTES;
    return memory.exchange === undefined || minutes === 0 ? undefined : memory.exchange.visitedAt + minutes * 60_000;
  },
  async run(context) {
    const { typed } = context;
    if (typed.signIn !== 'pin') await visitExchange(context, typed);
    return undefined;
  },
};
