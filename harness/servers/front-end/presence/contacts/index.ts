import { addGroup } from './add-group.js';
import type { ContactOperation } from './contact-request.js';
import { deleteContact } from './delete-contact.js';
import { deleteGroup } from './delete-group.js';
import { modifyGroup } from './modify-group.js';
import { setContact } from './set-contact.js';

const operations: readonly ContactOperation[] = [setContact, deleteContact, addGroup, modifyGroup, deleteGroup];

/** By the local name of its element. */
export function contactOperation(name: string): ContactOperation | undefined {
  return operations.find((each) => each.name === name);
}

export { contactListBody, contactListOf, ROAMING_CONTACTS } from './contact-list.js';
export { changeContacts, contactProblem } from './contact-request.js';
