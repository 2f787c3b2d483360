import type { Deployment, User } from '../../../../deployment/index.js';
import type { EventPackage } from '../event-package.js';
import type { ProvisionedSettings, ProvisioningGroup } from './group.js';
import { provisioningGroups } from './groups/index.js';
import { provisionGroup, provisionGroupList } from './render.js';
import { requestedGroups } from './requested-groups.js';

const TYPE = 'application/vnd-microsoft-roaming-provisioning-v2+xml';

/** In-band provisioning: the groups asked for, in the order asked for (MS-SIPREGE 2.2.2.4, 2.2.2.5). */
export const provisioningV2: EventPackage = {
  name: 'vnd-microsoft-provisioning-v2',
  first: ({ account, link, request }, core) => {
    const { deployment } = core.context;
    const asked = requestedGroups(request.body);
    const known = asked.flatMap((name) => provisioningGroups.find((group) => group.name === name) ?? []);
    core.recorder.record(
      'front-end.provisioned',
      { user: account.sipAddress, asked, given: known.map(({ name }) => name) },
      { device: link.device, connection: link.id },
    );
    const groups = known.map((group) => provisionGroup(group.name, group.form, settingsOf(group, deployment, account)));
    return { body: { type: TYPE, text: provisionGroupList(groups) } };
  },
};

/** The group's own settings under those of the scenario; a setting it gives as null is left out. */
function settingsOf(group: ProvisioningGroup, deployment: Deployment, user: User): ProvisionedSettings {
  const own = Object.entries(deployment.provisioned[group.name] ?? {});
  const merged = new Map<string, string | null>([...Object.entries(group.settings(deployment, user)), ...own]);
  return Object.fromEntries([...merged].flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}
