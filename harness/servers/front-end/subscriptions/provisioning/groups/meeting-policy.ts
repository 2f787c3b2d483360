import type { ProvisioningGroup } from '../group.js';

/** Shape inferred from ucPolicy; names documented. */
export const meetingPolicy: ProvisioningGroup = {
  name: 'meetingPolicy',
  form: 'instance',
  settings: () => ({
    AllowIPAudio: 'true',
    EnableP2PVideo: 'true',
    EnableP2PFileTransfer: 'true',
    MeetingSize: '250',
    AllowPolls: 'true',
  }),
};
