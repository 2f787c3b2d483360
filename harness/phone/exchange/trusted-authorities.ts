import type { Step } from '../context.js';
import { Screen } from '../screen.js';
import { rootChain } from '../steps/root-chain.js';

/**
 * The authorities the certificate service publishes, TrustedCACerts among them: what a phone with Active Directory
 * credentials trusts Exchange by when Exchange has another authority than the pool (field report). It asks again at every
 * sign-in, since signing in again is what helped there; nothing on the display tells of it.
 */
export const trustedAuthorities: Step = {
  name: 'trusted-authorities',
  essential: false,
  due: ({ memory }) => memory.certificateService !== undefined,
  async run(context) {
    const { memory } = context;
    const fetched = { ...memory, deliveredAnchors: [], intermediates: [] };
    const told = await rootChain.run({ ...context, memory: fetched, screen: new Screen(() => {}) });
    const known = new Set(memory.deliveredAnchors.map(({ id }) => id));
    memory.deliveredAnchors.push(...fetched.deliveredAnchors.filter(({ id }: { id: string }) => !known.has(id)));
    const isNew = (one: Buffer) => !memory.intermediates.some((other) => other.equals(one));
    memory.intermediates.push(...fetched.intermediates.filter(isNew));
    return told;
  },
};
