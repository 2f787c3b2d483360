import { EWS_MESSAGES, EWS_TYPES, writeEwsRequest } from '../../wire/exchange/index.js';
import { parseEnvelope } from '../../wire/soap/index.js';
import { children, find, text } from '../../wire/xml/index.js';
import type { WebClient } from '../network/http/web-client.js';
import { sendWithNtlm } from '../web/ntlm.js';
import { soapRequest } from '../web/soap.js';
import type { WindowsCredentialsTyped } from './discover.js';
import { refusedByExchange } from './refused.js';

const WHAT = 'the question for the calendar';
const DAY_MS = 86_400_000;

/**
 * The number of today's appointments. Which operations a phone really sends is unknown; a calendar view is the least
 * that shows one.
 * @throws HarnessError PHONE_EXCHANGE_REFUSED, NTLM_UNUSABLE, WIRE_INVALID and those of `WebClient.send`
 */
export async function askCalendar(
  web: Pick<WebClient, 'send'>,
  { typed, url, today }: { readonly typed: WindowsCredentialsTyped; readonly url: string; readonly today: Date },
): Promise<number> {
  const message = writeEwsRequest(findItem(today));
  const request = soapRequest(url, `${EWS_MESSAGES}/FindItem`, message, WHAT);
  const answer = await sendWithNtlm(web, request, typed);
  if (answer.status !== 200) throw refusedByExchange(WHAT, `${url} answers with status ${answer.status}`);
  const { body } = parseEnvelope(answer.body);
  const code = find(body, 'ResponseCode');
  if (!code || text(code).trim() !== 'NoError') {
    throw refusedByExchange(WHAT, `it answers with ${code ? text(code).trim().slice(0, 100) : 'nothing'}`);
  }
  const items = find(body, 'Items');
  return items ? children(items).length : 0;
}

function findItem(today: Date): string {
  const start = new Date(Math.floor(today.getTime() / DAY_MS) * DAY_MS);
  const end = new Date(start.getTime() + DAY_MS);
  return (
    `<m:FindItem xmlns:m="${EWS_MESSAGES}" xmlns:t="${EWS_TYPES}" Traversal="Shallow"><m:ItemShape>` +
    '<t:BaseShape>Default</t:BaseShape></m:ItemShape>' +
    `<m:CalendarView StartDate="${start.toISOString()}" EndDate="${end.toISOString()}"/>` +
    '<m:ParentFolderIds><t:DistinguishedFolderId Id="calendar"/></m:ParentFolderIds></m:FindItem>'
  );
}
