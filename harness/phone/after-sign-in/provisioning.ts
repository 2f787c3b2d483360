import { escapeAttribute } from '../../wire/xml/index.js';
import type { Step, StepContext } from '../context.js';
import { readProvisioned } from './read-provisioned.js';
import { offers, registered } from './registered.js';

const EVENT = 'vnd-microsoft-provisioning-v2';
const TYPE = 'application/vnd-microsoft-roaming-provisioning-v2+xml';

/** In-band provisioning, asked once (MS-SIPREGE 2.2.2.4): where updates come from, what the device may and must. */
export const provisioning: Step = {
  name: 'provisioning',
  essential: false,
  due: (context) => offers(context, EVENT),
  async run(context) {
    const { memory } = context;
    await registered(context).subscriptions.subscribe({
      event: EVENT,
      expires: 0,
      accept: [TYPE],
      body: { type: TYPE, text: wish(context) },
      told: ({ body }) => {
        memory.provisioned = readProvisioned(body);
      },
    });
    const { groups = [], updateUrl } = memory.provisioned ?? {};
    return `groups ${groups.join(', ') || 'none'}; updates from ${updateUrl ?? 'nowhere'}`;
  },
};

function wish({ model }: StepContext): string {
  const groups = model.afterSignIn.provisioningGroups.map(
    (name) => `<provisioningGroup name="${escapeAttribute(name)}"/>`,
  );
  const namespace = 'http://schemas.microsoft.com/2006/09/sip/provisioninggrouplist';
  return `<provisioningGroupList xmlns="${namespace}">${groups.join('')}</provisioningGroupList>`;
}
