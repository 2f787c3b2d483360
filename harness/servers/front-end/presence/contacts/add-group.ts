import { textElement } from '../xml.js';
import type { ContactOperation } from './contact-request.js';
import { groupFields } from './group-fields.js';

/** Adds a group; the answer tells its number (MS-SIP 4.8). */
export const addGroup: ContactOperation = {
  name: 'addGroup',
  apply: (list, deltaNum, { operation }) => {
    const { externalUri, name } = groupFields(operation);
    return list.addGroup(deltaNum, name, externalUri);
  },
  answer: ({ delta }) =>
    delta.changes
      .map((change) => (change.kind === 'addedGroup' ? textElement('m:groupID', change.group.id) : ''))
      .join(''),
};
