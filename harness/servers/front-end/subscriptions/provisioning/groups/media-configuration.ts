import type { ProvisioningGroup } from '../group.js';

/** The shape is unknown; a property list is inferred from the neighbours. */
export const mediaConfiguration: ProvisioningGroup = {
  name: 'mediaConfiguration',
  form: 'property-list',
  settings: () => ({ EncryptionLevel: 'SupportEncryption', EnableQoS: 'false', MaxVideoRateAllowed: 'Hd720p-1.5M' }),
};
