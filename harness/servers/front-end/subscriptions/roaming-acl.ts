import type { EventPackage } from './event-package.js';

/** Whom the user lets see the old kind of presence: everybody, as on a server that has enhanced presence (MS-SIP 2.2.3). */
export const roamingAcl: EventPackage = {
  name: 'vnd-microsoft-roaming-ACL',
  first: () => ({
    body: {
      type: 'application/vnd-microsoft-roaming-acls+xml',
      text: '<ACLlist deltaNum="1"><userACL/></ACLlist>',
    },
  }),
};
