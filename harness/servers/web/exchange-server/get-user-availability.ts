import type { Appointment } from '../../../deployment/index.js';
import { EWS_MESSAGES, EWS_TYPES } from '../../../wire/exchange/index.js';
import { children, descend, escapeText, find, text } from '../../../wire/xml/index.js';
import { appointmentsOf, ewsDate, type Span, spanIn } from './calendar.js';
import { userOfMail } from './mailbox.js';
import type { EwsOperation } from './operation.js';

/** Mailboxes answered for in one request; Exchange takes a hundred. */
export const MAX_MAILBOXES = 100;
/** Slots of merged free/busy: two months of half hours. */
const MAX_SLOTS = 62 * 48;
const SLOT_MS = 30 * 60_000;

/** GetUserAvailability: free or busy, half hour by half hour, and the appointments. Working hours: Monday to Friday, nine to five. */
export const getUserAvailability: EwsOperation = ({ operation, deployment, now }) => {
  const span = spanIn(operation, 'TimeWindow') ?? { start: now, end: new Date(now.getTime() + 86_400_000) };
  const mailboxes = find(operation, 'MailboxDataArray');
  const addresses = (mailboxes ? children(mailboxes, 'MailboxData') : [])
    .slice(0, MAX_MAILBOXES)
    .map((each) => descend(each, 'Email', 'Address'))
    .map((each) => (each ? text(each).trim() : ''));
  const responses = addresses.map((address) => {
    const user = userOfMail(deployment, address);
    return user ? freeBusy(appointmentsOf(deployment, user, span), span) : unknownMailbox(address);
  });
  return {
    code: 'NoError',
    xml:
      `<GetUserAvailabilityResponse xmlns="${EWS_MESSAGES}"><FreeBusyResponseArray>${responses.join('')}` +
      '</FreeBusyResponseArray></GetUserAvailabilityResponse>',
  };
};

function freeBusy(appointments: readonly Appointment[], span: Span): string {
  const slots = Math.min(MAX_SLOTS, Math.max(0, Math.ceil((span.end.getTime() - span.start.getTime()) / SLOT_MS)));
  const merged = Array.from({ length: slots }, (_, slot) => {
    const start = span.start.getTime() + slot * SLOT_MS;
    return appointments.some((each) => each.start.getTime() < start + SLOT_MS && each.end.getTime() > start)
      ? '2'
      : '0';
  });
  const types = `xmlns="${EWS_TYPES}"`;
  const events = appointments.map(
    ({ subject, location, start, end }) =>
      `<CalendarEvent><StartTime>${ewsDate(start)}</StartTime><EndTime>${ewsDate(end)}</EndTime>` +
      `<BusyType>Busy</BusyType><CalendarEventDetails><Subject>${escapeText(subject)}</Subject>` +
      `<Location>${escapeText(location ?? '')}</Location><IsMeeting>false</IsMeeting></CalendarEventDetails></CalendarEvent>`,
  );
  return (
    '<FreeBusyResponse><ResponseMessage ResponseClass="Success"><ResponseCode>NoError</ResponseCode></ResponseMessage>' +
    `<FreeBusyView><FreeBusyViewType ${types}>DetailedMerged</FreeBusyViewType>` +
    `<MergedFreeBusy ${types}>${merged.join('')}</MergedFreeBusy>` +
    `${events.length > 0 ? `<CalendarEventArray ${types}>${events.join('')}</CalendarEventArray>` : ''}` +
    `<WorkingHours ${types}>${zone}<WorkingPeriodArray><WorkingPeriod>` +
    '<DayOfWeek>Monday Tuesday Wednesday Thursday Friday</DayOfWeek><StartTimeInMinutes>540</StartTimeInMinutes>' +
    '<EndTimeInMinutes>1020</EndTimeInMinutes></WorkingPeriod></WorkingPeriodArray></WorkingHours></FreeBusyView>' +
    '</FreeBusyResponse>'
  );
}

const change = '<Bias>0</Bias><Time>00:00:00</Time><DayOrder>0</DayOrder><Month>0</Month><DayOfWeek>Sunday</DayOfWeek>';
const zone = `<TimeZone><Bias>0</Bias><StandardTime>${change}</StandardTime><DaylightTime>${change}</DaylightTime></TimeZone>`;

function unknownMailbox(address: string): string {
  return (
    '<FreeBusyResponse><ResponseMessage ResponseClass="Error">' +
    `<MessageText>Unable to resolve e-mail address ${escapeText(address.slice(0, 254))} to an Active Directory object.</MessageText>` +
    '<ResponseCode>ErrorMailRecipientNotFound</ResponseCode></ResponseMessage></FreeBusyResponse>'
  );
}
