import type { Contact } from '../../../../pool/index.js';
import { child } from '../../../../wire/xml/index.js';
import { invalidBody } from '../read-body.js';
import { selfContained } from '../self-contained.js';
import { type ContactOperation, type ContactRequest, contactUri, field } from './contact-request.js';

/** Characters of a contactExtension: settings of one contact, some hundred (inferred). */
export const MAX_CONTACT_EXTENSION = 8192;

/** Adds or changes a contact (MS-SIP 2.2.4.2). */
export const setContact: ContactOperation = {
  name: 'setContact',
  apply: (list, deltaNum, request) => list.setContact(deltaNum, contactOf(request)),
};

function contactOf({ operation, text }: ContactRequest): Contact {
  const found = child(operation, 'contactExtension');
  const extension = found && selfContained(found, text);
  if (extension !== undefined && extension.length > MAX_CONTACT_EXTENSION) {
    throw invalidBody('contactExtension', `it is longer than ${MAX_CONTACT_EXTENSION} characters`);
  }
  return {
    uri: contactUri(operation),
    name: field(operation, 'displayName') ?? '',
    groups: (field(operation, 'groups') ?? '').split(/\s+/).filter(isNumber).map(Number),
    subscribed: !/^\s*(?:false|0)\s*$/i.test(field(operation, 'subscribed') ?? ''),
    externalUri: field(operation, 'externalURI') ?? '',
    ...(extension === undefined ? {} : { extension }),
  };
}

function isNumber(id: string): boolean {
  return /^\d{1,2}$/.test(id);
}
