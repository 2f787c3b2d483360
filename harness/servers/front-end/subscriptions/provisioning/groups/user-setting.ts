import type { ProvisioningGroup } from '../group.js';

/** What is the user's own (MS-SIPREGE 2.2.2.5.5). */
export const userSetting: ProvisioningGroup = {
  name: 'userSetting',
  form: 'elements',
  settings: (deployment) => ({
    disableFileTransfer: 'false',
    ucUserLocationProfile: deployment.sipDomain,
    commonAreaPhone: 'false',
  }),
};
