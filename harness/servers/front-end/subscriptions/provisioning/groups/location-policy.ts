import type { ProvisioningGroup } from '../group.js';

/** Enhanced emergency services are off (MS-SIPREGE 2.2.2.5.7). */
export const locationPolicy: ProvisioningGroup = {
  name: 'locationPolicy',
  form: 'property-list',
  settings: () => ({ EnhancedEmergencyServicesEnabled: 'false' }),
};
