import { attribute, children, parseXml } from '../../wire/xml/index.js';
import type { Step } from '../context.js';
import { sipAddressOf } from '../identity.js';
import { hasUserServices, offers, registered } from './registered.js';

const EVENT = 'vnd-microsoft-roaming-contacts';
const TYPE = 'application/vnd-microsoft-roaming-contacts+xml';

/** People the phone keeps of a contact list: as many as a list of this product holds. */
export const MAX_CONTACTS = 1000;

/** The contact list, and from then on what changes in it (MS-SIP 3.7.5.2). */
export const roamingContacts: Step = {
  name: 'roaming-contacts',
  essential: false,
  due: (context) => offers(context, EVENT) && hasUserServices(context),
  async run(context) {
    const { memory } = context;
    memory.contacts.clear();
    await registered(context).subscriptions.subscribe({
      event: EVENT,
      accept: [TYPE],
      told: ({ body }) => takeContacts(memory.contacts, body),
    });
    return `${memory.contacts.size} contacts`;
  },
};

/** A `contactList`, or a `contactDelta` on the one there is. @throws HarnessError WIRE_INVALID, WIRE_TOO_LARGE */
export function takeContacts(contacts: Set<string>, body: Buffer): void {
  const root = parseXml(body);
  if (root.localName === 'contactList') contacts.clear();
  const listed = ['contact', 'addedContact', 'modifiedContact'].flatMap((name) => children(root, name));
  for (const contact of listed) {
    const uri = sipAddressOf(attribute(contact, 'uri') ?? '');
    if (uri !== '' && contacts.size < MAX_CONTACTS) contacts.add(uri);
  }
  for (const gone of children(root, 'deletedContact')) contacts.delete(sipAddressOf(attribute(gone, 'uri') ?? ''));
}
