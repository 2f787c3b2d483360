import {
  type Contact,
  type ContactChange,
  type ContactDelta,
  type ContactGroup,
  type ContactList,
  MAX_DEFAULT_CONTACTS,
} from '../../../../pool/index.js';
import type { FrontEndCore } from '../../core.js';
import type { SipBody } from '../../reply.js';
import { element } from '../xml.js';

export const ROAMING_CONTACTS = 'vnd-microsoft-roaming-contacts';
const TYPE = 'application/vnd-microsoft-roaming-contacts+xml';

/** A user's contact list; one nobody has changed yet holds the deployment's other users. */
export function contactListOf(core: FrontEndCore, user: string): ContactList {
  return core.context.pool.contacts.of(user, () => colleaguesOf(core, user));
}

export function contactListToChange(core: FrontEndCore, user: string): ContactList {
  return core.context.pool.contacts.toChange(user, () => colleaguesOf(core, user));
}

function colleaguesOf({ context }: FrontEndCore, user: string): readonly string[] {
  // One more than can be the user.
  const some = context.deployment.users.slice(0, MAX_DEFAULT_CONTACTS + 1);
  return some.map(({ sipAddress }) => sipAddress).filter((address) => address !== user);
}

/** The whole list (MS-SIP 3.7.5.2). Never with `ucsmode`: clients would look for it in Exchange (observed of pidgin-sipe). */
export function contactListBody({ contacts, deltaNum, groups }: ContactList): SipBody {
  const content = [
    ...groups.map((group) => groupXml('group', group)),
    ...contacts.map((contact) => contactXml('contact', contact, contact.uri)),
  ];
  return { type: TYPE, text: element('contactList', { deltaNum }, content.join('')) };
}

/** What changed (MS-SIP 2.2.4.1). Addresses have their scheme here, and in the whole list not (observed). */
export function contactDeltaBody({ changes, deltaNum, prevDeltaNum }: ContactDelta): SipBody {
  return { type: TYPE, text: element('contactDelta', { deltaNum, prevDeltaNum }, changes.map(changeXml).join('')) };
}

function changeXml(change: ContactChange): string {
  switch (change.kind) {
    case 'addedGroup':
    case 'modifiedGroup':
      return groupXml(change.kind, change.group);
    case 'addedContact':
    case 'modifiedContact':
      return contactXml(change.kind, change.contact, withScheme(change.contact.uri));
    case 'deletedGroup':
      return element(change.kind, { id: change.id });
    case 'deletedContact':
      return element(change.kind, { uri: withScheme(change.uri) });
  }
}

function groupXml(kind: string, { externalUri, id, name }: ContactGroup): string {
  return element(kind, { id, name, externalURI: externalUri });
}

/** Each group number is followed by a blank, the last one too (MS-SIP 3.7.5.2). */
function contactXml(kind: string, contact: Contact, uri: string): string {
  const { extension, externalUri, groups, name, subscribed } = contact;
  const numbers = groups.map((id) => `${id} `).join('');
  return element(kind, { uri, name, groups: numbers, subscribed, externalURI: externalUri }, extension);
}

function withScheme(uri: string): string {
  return /^[a-z][a-z0-9+.-]*:/i.test(uri) ? uri : `sip:${uri}`;
}
