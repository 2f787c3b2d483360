import type { Step } from '../context.js';
import { takeVersions } from './publication-versions.js';
import { hasUserServices, offers, registered } from './registered.js';

const EVENT = 'vnd-microsoft-roaming-self';
const TYPE = 'application/vnd-microsoft-roaming-self+xml';

const BODY =
  '<roamingList xmlns="http://schemas.microsoft.com/2006/09/sip/roaming-self"><roaming type="categories"/>' +
  '<roaming type="containers"/><roaming type="subscribers"/></roamingList>';

/** The user's own categories, which every device of hers shares: publishing goes by their versions. */
export const roamingSelf: Step = {
  name: 'roaming-self',
  essential: false,
  due: (context) => offers(context, EVENT) && hasUserServices(context),
  async run(context) {
    const { memory } = context;
    await registered(context).subscriptions.subscribe({
      event: EVENT,
      accept: [TYPE],
      body: { type: TYPE, text: BODY },
      told: ({ body }) => takeVersions(memory.publications, body),
    });
    return `${memory.publications.size} publications`;
  },
};
