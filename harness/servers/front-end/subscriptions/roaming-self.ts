import type { SipRequest } from '../../../wire/sip/index.js';
import { attribute, children } from '../../../wire/xml/index.js';
import { ownCategories, presentityOf } from '../presence/own-categories.js';
import { xmlBody } from '../presence/read-body.js';
import { roamingData } from '../presence/roaming-data.js';
import { unknownUser } from '../refusals.js';
import type { EventPackage } from './event-package.js';

const everything: ReadonlySet<string> = new Set(['categories', 'containers', 'subscribers']);

/** vnd-microsoft-roaming-self: those parts of the own presence that the request's roamingList names (reference 6.5). */
export const roamingSelf: EventPackage = {
  name: 'vnd-microsoft-roaming-self',
  first: ({ request, user }, core) => {
    const asked = partsOf(request);
    const presentity = presentityOf(core, user);
    if (!presentity) return unknownUser;
    const { containers, subscribers } = presentity.presence;
    const body = roamingData({
      user: presentity.account.sipAddress,
      ...(asked.has('categories') ? { categories: ownCategories(core, presentity) } : {}),
      ...(asked.has('containers') ? { containers } : {}),
      ...(asked.has('subscribers') ? { subscribers } : {}),
    });
    return { body };
  },
};

/** A request without a list, as refreshes are, asks for all (inferred). */
function partsOf(request: Pick<SipRequest, 'body'>): ReadonlySet<string> {
  if (request.body.length === 0) return everything;
  const { root } = xmlBody(request, 'roamingList');
  return new Set(children(root, 'roaming').map((roaming) => attribute(roaming, 'type') ?? ''));
}
