import { type ContactOperation, contactUri } from './contact-request.js';

/** Deletes a contact, which its URI alone names (MS-SIP 2.2.4.2). */
export const deleteContact: ContactOperation = {
  name: 'deleteContact',
  apply: (list, deltaNum, { operation }) => list.deleteContact(deltaNum, contactUri(operation)),
};
