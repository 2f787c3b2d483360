import { errorMessage, responseMessage } from '../../../wire/exchange/index.js';
import { attribute, find } from '../../../wire/xml/index.js';
import { appointmentsOf } from './calendar.js';
import { folderId } from './identifiers.js';
import type { EwsOperation } from './operation.js';

/** Folders every mailbox has, as far as a phone may ask for them: the inbox for mail, `voicemail` for what was missed. */
const folders: Readonly<Record<string, { readonly element: string; readonly name: string }>> = {
  calendar: { element: 'CalendarFolder', name: 'Calendar' },
  contacts: { element: 'ContactsFolder', name: 'Contacts' },
  inbox: { element: 'Folder', name: 'Inbox' },
  msgfolderroot: { element: 'Folder', name: 'Top of Information Store' },
  voicemail: { element: 'SearchFolder', name: 'Voice Mail' },
};

/** GetFolder of one distinguished folder, with its number of items. */
export const getFolder: EwsOperation = ({ operation, user, deployment }) => {
  const asked = find(operation, 'DistinguishedFolderId');
  const id = (asked && attribute(asked, 'Id')?.toLowerCase()) ?? '';
  const folder = Object.hasOwn(folders, id) ? folders[id] : undefined;
  if (!folder) {
    const code = 'ErrorItemNotFound';
    return { code, xml: errorMessage('GetFolder', code, 'The specified object was not found in the store.') };
  }
  const total = id === 'calendar' ? appointmentsOf(deployment, user).length : 0;
  const { element, name } = folder;
  return {
    code: 'NoError',
    xml: responseMessage(
      'GetFolder',
      `<m:Folders><t:${element}><t:FolderId Id="${folderId(user, id)}" ChangeKey="AQ=="/>` +
        `<t:DisplayName>${name}</t:DisplayName><t:TotalCount>${total}</t:TotalCount>` +
        `<t:ChildFolderCount>0</t:ChildFolderCount>${element === 'Folder' ? '<t:UnreadCount>0</t:UnreadCount>' : ''}` +
        `</t:${element}></m:Folders>`,
    ),
  };
};
