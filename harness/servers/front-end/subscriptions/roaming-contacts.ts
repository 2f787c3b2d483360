import { contactListBody, contactListOf, ROAMING_CONTACTS } from '../presence/contacts/index.js';
import type { EventPackage } from './event-package.js';

/** vnd-microsoft-roaming-contacts: the whole contact list first, what changed afterwards (MS-SIP 3.7.5.2). */
export const roamingContacts: EventPackage = {
  name: ROAMING_CONTACTS,
  first: ({ user }, core) => ({ body: contactListBody(contactListOf(core, user)) }),
};
