import type { Appointment } from '../../../deployment/index.js';
import { responseMessage } from '../../../wire/exchange/index.js';
import { attribute, escapeText, find } from '../../../wire/xml/index.js';
import { appointmentsOf, ewsDate, spanIn } from './calendar.js';
import { folderId, itemId } from './identifiers.js';
import type { EwsOperation } from './operation.js';

/** FindItem: the calendar's appointments; every other folder is empty. */
export const findItem: EwsOperation = ({ operation, user, deployment }) => {
  const distinguished = find(operation, 'DistinguishedFolderId');
  const folder = find(operation, 'FolderId');
  const calendar =
    (distinguished && attribute(distinguished, 'Id')?.toLowerCase() === 'calendar') ||
    (folder && attribute(folder, 'Id') === folderId(user, 'calendar'));
  const found = calendar ? appointmentsOf(deployment, user, spanIn(operation, 'CalendarView')) : [];
  const items = found.map((each, index) => calendarItem(each, itemId(user, index)));
  return {
    code: 'NoError',
    xml: responseMessage(
      'FindItem',
      `<m:RootFolder TotalItemsInView="${items.length}" IncludesLastItemInRange="true">` +
        `<t:Items>${items.join('')}</t:Items></m:RootFolder>`,
    ),
  };
};

function calendarItem({ subject, location, start, end }: Appointment, id: string): string {
  return (
    `<t:CalendarItem><t:ItemId Id="${id}" ChangeKey="AQ=="/><t:Subject>${escapeText(subject)}</t:Subject>` +
    `<t:Start>${ewsDate(start)}</t:Start><t:End>${ewsDate(end)}</t:End>` +
    `<t:LegacyFreeBusyStatus>Busy</t:LegacyFreeBusyStatus>` +
    `${location === undefined ? '' : `<t:Location>${escapeText(location)}</t:Location>`}</t:CalendarItem>`
  );
}
