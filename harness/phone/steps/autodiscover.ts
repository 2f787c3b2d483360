import { discoverServer } from '../autodiscover/discover.js';
import type { Step } from '../context.js';
import { userAddress } from './register.js';

/**
 * Lync autodiscover, which phones of other makers use and Lync Phone Edition does not (both inferred). It needs the
 * user's address: typed, or learnt with the web ticket, so that a PIN sign-in comes here once it has its certificate
 * (inferred). Without an answer the phone goes on by DHCP and DNS.
 */
export const autodiscover: Step = {
  name: 'autodiscover',
  essential: false,
  due: ({ habits, model }) => model.autodiscover !== undefined && habits.autodiscover !== 'never',
  async run(context) {
    const { habits, memory, model, screen } = context;
    screen.show('connecting');
    delete memory.discovered;
    const wish = habits.autodiscover === 'never' ? undefined : habits.autodiscover;
    const order = wish ?? model.autodiscover ?? 'https-first';
    const { server, url } = await discoverServer(context, userAddress(context), order);
    memory.discovered = server;
    return `${server.host}:${server.port}, told by ${url}`;
  },
};
