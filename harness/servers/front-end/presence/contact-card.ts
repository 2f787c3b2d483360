import type { User } from '../../../deployment/index.js';
import { CONTACT_CARD } from './namespaces.js';
import { element, textElement } from './xml.js';

/** What the directory says of a user, for those who watch; its namespace is not from a source. */
export function contactCardXml({ displayName, phoneNumber, sipAddress }: User): string {
  const identity = `<name>${textElement('displayName', displayName)}</name>${textElement('email', sipAddress)}`;
  const phone = `${textElement('uri', `tel:${phoneNumber}`)}${textElement('displayString', phoneNumber)}`;
  const content = `<identity>${identity}</identity>${element('phone', { type: 'work' }, phone)}`;
  return element('contactCard', { xmlns: CONTACT_CARD }, content);
}
