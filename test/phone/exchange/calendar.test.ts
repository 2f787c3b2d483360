import test from 'ava';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { askCalendar } from '../../../harness/phone/exchange/calendar.js';
import { EWS_MESSAGES, EWS_TYPES, writeEwsFault, writeEwsResponse } from '../../../harness/wire/exchange/index.js';
import { type Answer, jeff, webOf } from './asked.js';

const url = 'https://mail.contoso.test/EWS/Exchange.asmx';
const today = new Date('2014-11-15T23:59:59Z');
const found = (code: string, items: string) =>
  writeEwsResponse(
    `<m:FindItemResponse xmlns:m="${EWS_MESSAGES}" xmlns:t="${EWS_TYPES}"><m:ResponseCode>${code}</m:ResponseCode>` +
      `<m:RootFolder><t:Items>${items}</t:Items></m:RootFolder></m:FindItemResponse>`,
  );
const ask = (answer: Answer) => {
  const { asked, web } = webOf(() => answer);
  return { asked, count: askCalendar(web, { typed: jeff, url, today }) };
};

test('today’s appointments are counted, of the whole day by UTC', async (t) => {
  const { asked, count } = ask({ body: found('NoError', '<t:CalendarItem/><t:CalendarItem/>') });
  t.is(await count, 2);
  t.regex(asked[0]?.body ?? '', /StartDate="2014-11-15T00:00:00\.000Z" EndDate="2014-11-16T00:00:00\.000Z"/);
  t.is(await ask({ body: found('NoError', '') }).count, 0);
});

test('anything else is a refusal that names what came', async (t) => {
  const refusals: readonly (readonly [Answer, RegExp])[] = [
    [{ status: 503 }, /status 503/],
    [{ body: found('ErrorAccessDenied', '') }, /ErrorAccessDenied/],
    [{ body: writeEwsResponse('<a/>') }, /answers with nothing/],
    [{ body: writeEwsFault('ErrorInvalidRequest', 'No.'), status: 500 }, /status 500/],
    [{ body: '<html/>' }, /./],
    [{ body: '' }, /./],
    [{ status: 401 }, /NTLM/],
  ];
  for (const [answer, message] of refusals) {
    await t.throwsAsync(ask(answer).count, { instanceOf: HarnessError, message }, JSON.stringify(answer));
  }
});
