import type { ProvisioningGroup } from '../group.js';

/** CsClientPolicy; names of MS-SIPREGE 4.2.2. */
export const endpointConfiguration: ProvisioningGroup = {
  name: 'endpointConfiguration',
  form: 'property-list',
  settings: () => ({
    EnableTracing: 'true',
    ShowRecentContacts: 'true',
    ShowManagePrivacyRelationships: 'false',
    MaxPhotoSizeKB: '30',
    DisableMusicOnHold: 'false',
    PhotoUsage: 'AllPhotos',
    absUsage: 'WebSearchAndFileDownload',
  }),
};
