import type { ContactOperation } from './contact-request.js';
import { groupFields, groupId } from './group-fields.js';

/** Renames a group (MS-SIP 2.2.4.2). */
export const modifyGroup: ContactOperation = {
  name: 'modifyGroup',
  apply: (list, deltaNum, { operation }) => {
    const { externalUri, name } = groupFields(operation);
    return list.modifyGroup(deltaNum, groupId(operation), name, externalUri);
  },
};
