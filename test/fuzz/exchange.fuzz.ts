import fc from 'fast-check';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { askCalendar } from '../../harness/phone/exchange/calendar.js';
import { discoverExchange } from '../../harness/phone/exchange/discover.js';
import { createExchangeServer } from '../../harness/servers/web/index.js';
import {
  EWS_MESSAGES,
  EWS_TYPES,
  readAutodiscoverResponse,
  writeAutodiscoverRequest,
  writeAutodiscoverSettings,
  writeEwsRequest,
  writeEwsResponse,
} from '../../harness/wire/exchange/index.js';
import { jeff, webOf } from '../phone/exchange/asked.js';
import { alicePassword, eventsOf, testContext, testDeployment } from '../servers/deployment.js';
import { WebClient } from '../servers/web/client.js';
import { signOnWindows } from '../servers/web/sign-on-windows.js';
import { onlyHarnessErrors } from './promises.js';
import type { FuzzTarget } from './target.js';

/** A good message with a piece of it replaced. */
const bent = (message: string) =>
  fc
    .tuple(
      fc.nat(message.length),
      fc.nat(60),
      fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('<a>', '</t:x>', ']]>')),
    )
    .map(([at, length, piece]) => message.slice(0, at) + piece + message.slice(at + length));

const operation = (name: string, body: string) =>
  writeEwsRequest(`<m:${name} xmlns:m="${EWS_MESSAGES}" xmlns:t="${EWS_TYPES}">${body}</m:${name}>`);
const requests = [
  operation('FindItem', '<m:CalendarView StartDate="2014-11-15T00:00:00Z" EndDate="2014-11-16T00:00:00Z"/>'),
  operation('FindItem', '<m:ParentFolderIds><t:DistinguishedFolderId Id="calendar"/></m:ParentFolderIds>'),
  operation('GetFolder', '<m:FolderIds><t:DistinguishedFolderId Id="inbox"/></m:FolderIds>'),
  operation(
    'GetUserAvailabilityRequest',
    '<m:MailboxDataArray><t:MailboxData><t:Email><t:Address>alice@contoso.com</t:Address></t:Email></t:MailboxData>' +
      '</m:MailboxDataArray><t:FreeBusyViewOptions><t:TimeWindow><t:StartTime>2014-11-15T00:00:00</t:StartTime>' +
      '<t:EndTime>2014-11-16T00:00:00</t:EndTime></t:TimeWindow></t:FreeBusyViewOptions>',
  ),
  operation('GetUserOofSettingsRequest', '<t:Mailbox><t:Address>alice@contoso.com</t:Address></t:Mailbox>'),
  operation('ResolveNames', '<m:UnresolvedEntry>ali</m:UnresolvedEntry>'),
];

const url = 'https://mail.contoso.test/EWS/Exchange.asmx';
const settings = writeAutodiscoverSettings(
  { legacyDn: '/o=x', displayName: 'Jeff', asUrl: url, ewsUrl: url, oabUrl: url, oofUrl: url },
  'mail.contoso.test',
);
const redirect = (inside: string) =>
  `<Autodiscover xmlns="e"><Response><Account>${inside}</Account></Response></Autodiscover>`;
const answers = fc.oneof(
  bent(settings),
  bent(redirect('<RedirectUrl>https://b.test/</RedirectUrl>')),
  bent(redirect('<RedirectAddr>a@b.test</RedirectAddr>')),
  fc.string(),
);
const found = writeEwsResponse(
  `<m:FindItemResponse xmlns:m="${EWS_MESSAGES}"><m:ResponseCode>NoError</m:ResponseCode><m:Items><m:x/></m:Items></m:FindItemResponse>`,
);

async function hosts() {
  const mail = { name: 'exchange', fqdn: 'mail.contoso.com', address: '127.10.1.9' };
  return new Map([...(await testDeployment()).hosts, ['exchange', mail]]);
}

export const targets: FuzzTarget[] = [
  {
    name: 'Exchange: every request of somebody signed on gets an answer, and none is a mistake of the harness',
    property: fc.asyncProperty(
      fc.oneof(
        fc
          .constantFrom(...requests)
          .chain(bent)
          .map((body) => ({ path: '/EWS/Exchange.asmx', body })),
        bent(writeAutodiscoverRequest('alice@contoso.com')).map((body) => ({
          path: '/Autodiscover/Autodiscover.xml',
          body,
        })),
      ),
      async ({ path, body }) => {
        const exchange = { https: true, http: true, autodiscoverName: true, appointments: [] };
        const context = await testContext({ deployment: { exchange, hosts: await hosts() } });
        const server = createExchangeServer(context);
        try {
          const { status } = await signOnWindows(new WebClient(server, 'exchange'), path, {
            password: alicePassword,
            body,
          });
          const mistakes = eventsOf(context.journal, 'harness.error');
          if (mistakes.length > 0) throw new Error(JSON.stringify(mistakes));
          if (![200, 400, 413, 500].includes(status)) throw new Error(`status ${status}`);
        } finally {
          server.close();
        }
      },
    ),
  },
  {
    name: 'Exchange: whatever answers Autodiscover, the phone has a URL or an error, and asks a bounded number of times',
    property: fc.asyncProperty(
      answers,
      fc.constantFrom(200, 302, 401, 500),
      fc.string(),
      async (body, status, location) => {
        const { asked, web } = webOf(() => ({ body, status, location }));
        try {
          await discoverExchange(web, jeff);
        } catch (error) {
          if (!(error instanceof HarnessError)) throw error;
        }
        const unsafe = asked.some(
          (each) => each.method === 'POST' && !/^https:/i.test(each.url) && /NTLM/.test(each.body),
        );
        return asked.length <= 30 && !unsafe;
      },
    ),
  },
  {
    name: 'Exchange: any answer of Autodiscover is read or refused',
    property: fc.property(answers, (body) => {
      onlyHarnessErrors(() => readAutodiscoverResponse(Buffer.from(body)));
    }),
  },
  {
    name: 'Exchange: any calendar is counted or refused',
    property: fc.asyncProperty(fc.oneof(bent(found), fc.string()), async (body) => {
      const { web } = webOf(() => ({ body }));
      try {
        return (await askCalendar(web, { typed: jeff, url, today: new Date(0) })) >= 0;
      } catch (error) {
        if (!(error instanceof HarnessError)) throw error;
        return true;
      }
    }),
  },
];
