import type { ContactOperation } from './contact-request.js';
import { groupId } from './group-fields.js';

/** Deletes a group (MS-SIP 2.2.4.2). */
export const deleteGroup: ContactOperation = {
  name: 'deleteGroup',
  apply: (list, deltaNum, { operation }) => list.deleteGroup(deltaNum, groupId(operation)),
};
