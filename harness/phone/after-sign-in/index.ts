import type { Step } from '../context.js';
import type { AfterSignIn } from '../models/index.js';
import { contactsPresence } from './contacts-presence.js';
import { provisioning } from './provisioning.js';
import { publish } from './publish.js';
import { roamingContacts } from './roaming-contacts.js';
import { roamingSelf } from './roaming-self.js';

/** By the names that models list them by. */
export const afterSignIn: Readonly<Record<AfterSignIn, Step>> = {
  'roaming-self': roamingSelf,
  provisioning,
  'roaming-contacts': roamingContacts,
  'contacts-presence': contactsPresence,
  publish,
};
