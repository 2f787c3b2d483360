import type { ProvisioningGroup } from '../group.js';

/** Names documented; values the defaults of CsPresencePolicy and CsPrivacyConfiguration. */
export const presencePolicyV2: ProvisioningGroup = {
  name: 'presencePolicyV2',
  form: 'property-list',
  settings: () => ({ EnablePrivacyMode: 'false', AutoInitiateContacts: 'true', PublishLocationDataDefault: 'true' }),
};
