import type { ProvisioningGroup } from '../group.js';

/** Exactly one instance with at least one property (MS-SIPREGE 2.2.2.5.3); which properties a phone reads is unknown. */
export const ucPolicy: ProvisioningGroup = {
  name: 'ucPolicy',
  form: 'instance',
  settings: () => ({ AllowUCPhone: 'true', EnableCallForwarding: 'true', EnableDelegation: 'true' }),
};
