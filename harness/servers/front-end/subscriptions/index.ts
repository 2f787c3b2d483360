import type { EventPackage } from './event-package.js';
import { presence } from './presence.js';
import { presenceWpending } from './presence-wpending.js';
import { provisioningV2 } from './provisioning/provisioning-v2.js';
import { roamingAcl } from './roaming-acl.js';
import { roamingContacts } from './roaming-contacts.js';
import { roamingSelf } from './roaming-self.js';

/** Every event package served, by name in lower case. */
const packages: ReadonlyMap<string, EventPackage> = new Map(
  [provisioningV2, roamingAcl, presenceWpending, roamingContacts, roamingSelf, presence].map((one) => [
    one.name.toLowerCase(),
    one,
  ]),
);

export function eventPackage(name: string): EventPackage | undefined {
  return packages.get(name.toLowerCase());
}
