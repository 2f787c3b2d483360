import type { ProvisioningGroup } from '../group.js';

/** No public provider is federated with; the list may be empty (MS-SIPREGE 2.2.2.5). */
export const publicProviders: ProvisioningGroup = {
  name: 'publicProviders',
  form: 'elements',
  settings: () => ({}),
};
